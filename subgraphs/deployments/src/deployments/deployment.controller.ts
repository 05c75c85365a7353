import { setTimeout as wait } from 'node:timers/promises'
import { OptimisticLockError } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { announce } from '@weft/kit/events'
import { startLoop } from '@weft/kit/loop'
import type { Loop } from '@weft/kit/loop'
import { ServedAdapter } from '../adapters/adapter.entity.ts'
import type { App } from '../app.ts'
import { Deployment } from './deployment.entity.ts'
import { reconcile } from './deployment.reconcile.ts'
import type { Pace, Watch } from './deployment.reconcile.ts'

const soonMs = 200
const discoverSeconds = 30

type Watched = Watch & { loop: Loop; isWoken: boolean }

/**
 * Keeps every deployment as its row asks, each in a loop of its own, so that one that is slow delays no other. Rows are
 * locked only while a step is written down; what changed under a step is seen, and the step taken again.
 */
export function startController(app: App): { stop: () => Promise<void> } {
  const { config, log, events, runner } = app
  const watched = new Map<string, Watched>()

  function watch(id: string, isCheckDue = false) {
    const found = watched.get(id)
    if (found) {
      found.isWoken = true
      if (isCheckDue) found.checkAt = 0
      return found.loop.wake()
    }
    const created: Omit<Watched, 'loop'> = {
      checkAt: 0,
      failedChecks: 0,
      heardAt: Date.now(),
      failedLoads: new Map(),
      isWoken: false,
    }
    const loop = startLoop((signal) => pass(id, signal), {
      everySeconds: config.HEALTH_INTERVAL_SECONDS,
      log,
      name: `deployment ${id}`,
    })
    watched.set(id, Object.assign(created, { loop }))
  }

  async function pass(id: string, signal: AbortSignal) {
    await Promise.resolve() // the loop begins before `watch` has noted it
    const state = watched.get(id)
    while (state) {
      state.isWoken = false
      const pace = await takeStep(app, { id, watch: state, signal })
      if (pace === 'settled') return
      if (pace === 'over' && !state.isWoken) {
        watched.delete(id)
        void state.loop.stop()
        return
      }
      await wait(soonMs, undefined, { signal })
    }
  }

  const discover = startLoop(
    async () => {
      const running = (await runner.list()).filter((name) => name.startsWith('deployment_'))
      const rows = await app.orm.em.fork().find(Deployment, {}, { fields: ['id', 'status'] })
      const ids = new Set(rows.map(({ id }) => id))
      for (const { id, status } of rows) if (status !== 'FAILED') watch(id)
      for (const name of running) if (!ids.has(name)) await runner.remove(name)
    },
    { everySeconds: discoverSeconds, log, name: 'deployments' },
  )

  const onAnnounced = (id: string) => (id ? watch(id) : discover.wake())
  events.on('deployment', onAnnounced)
  const unsubscribe = runner.onChange((name) => {
    if (watched.has(name)) watch(name, true)
  })

  return {
    stop: async () => {
      events.off('deployment', onAnnounced)
      unsubscribe()
      await discover.stop()
      await Promise.all([...watched.values()].map(({ loop }) => loop.stop()))
    },
  }
}

type Task = { id: string; watch: Watch; signal: AbortSignal }

async function takeStep(app: App, { id, watch, signal }: Task): Promise<Pace> {
  const em = app.orm.em.fork()
  const deployment = await em.findOne(Deployment, id)
  if (!deployment) {
    await app.runner.remove(id)
    return 'over'
  }
  const adapters = await em.find(ServedAdapter, { deploymentId: id }, { orderBy: { id: 'asc' } })
  const before = deployment.status
  const pace = await reconcile({ app, deployment, adapters, watch, signal })
  const { status, statusReason: reason } = deployment
  try {
    await save(em, deployment, adapters)
    if (status !== before) app.log.info({ deployment: id, status, reason }, 'deployment')
    return pace
  } catch (error) {
    if (error instanceof OptimisticLockError) return 'soon'
    throw error
  }
}

async function save(em: EntityManager, deployment: Deployment, adapters: ServedAdapter[]) {
  const isGone = deployment.status === 'DELETING'
  if (isGone) em.remove([deployment, ...adapters])
  else {
    const work = em.getUnitOfWork()
    work.computeChangeSets()
    if (!work.getChangeSets().length) return
    deployment.updatedAt = new Date() // so that the count of changes is compared, also when only an adapter changed
  }
  await em.begin()
  try {
    await em.flush()
    await announce(em, 'deployment', deployment.id)
    await em.commit()
  } catch (error) {
    await em.rollback()
    throw error
  }
}

/**
 * At the start: servers that a killed platform left running go on; those that were ended with the platform are started
 * again, which counts against none of them.
 */
export async function recoverDeployments({ orm, runner }: App): Promise<void> {
  const em = orm.em.fork()
  const deployments = await em.find(Deployment, { status: { $nin: ['FAILED', 'DELETING'] } })
  for (const deployment of deployments) {
    if ((await runner.find(deployment.id))?.state === 'running') continue
    await runner.remove(deployment.id)
    deployment.restartAt = null
    deployment.move('PENDING', 'Restarting after the platform was stopped.')
  }
  await em.flush()
}
