import { reconcileAdapters } from '../adapters/adapter.reconcile.ts'
import type { ServedAdapter } from '../adapters/adapter.entity.ts'
import type { App } from '../app.ts'
import { checkHealth, probe, reasonOf } from '../servers/model-server.ts'
import type { ModelServer } from '../servers/model-server.ts'
import type { Deployment } from './deployment.entity.ts'
import { workloadOf } from './deployment.workload.ts'

/** What is remembered between the steps of one deployment; nothing that would be missed after a restart. */
export type Watch = {
  /** When the next health check of a ready server is due. */
  checkAt: number
  failedChecks: number
  /** When the server was last heard of, or expected to begin to speak. */
  heardAt: number
  /** By the name of the adapter. */
  failedLoads: Map<string, number>
}

export type Step = {
  app: Pick<App, 'config' | 'runner'>
  deployment: Deployment
  adapters: ServedAdapter[]
  watch: Watch
  signal: AbortSignal
}

/** When to look again: at once or nearly so, at the next interval or hint, or not any more. */
export type Pace = 'soon' | 'settled' | 'over'

const failedCheckLimit = 3
const silenceLimitMs = 120_000
const startLimitMs = 60 * 60_000

/**
 * Looks at what really runs, takes one safe step towards what the deployment asks for, and writes on the row what it
 * has seen. Safe to call at any time and any number of times.
 */
export async function reconcile(step: Step): Promise<Pace> {
  const { deployment, app } = step
  const { id, status, restartAt } = deployment
  if (status === 'DELETING' || status === 'FAILED') {
    await app.runner.remove(id)
    return 'over'
  }
  if (restartAt && restartAt.getTime() > Date.now()) return 'soon'
  const found = await app.runner.find(id)
  if (!found) return start(step)
  if (found.state === 'ended') return recordEnding(step, `The model server ended (${found.reason})`)
  const server = { url: found.url!, apiKey: deployment.apiKey }
  return status === 'READY' ? keepReady(step, server) : bringUp(step, server, found.startedAt)
}

async function start({ app, deployment, adapters, watch }: Step): Promise<Pace> {
  deployment.restartAt = null
  watch.heardAt = Date.now()
  for (const adapter of adapters) if (adapter.status === 'READY') adapter.move('LOADING', null)
  try {
    await app.runner.apply(await workloadOf(deployment, app.config))
    deployment.move('PENDING', 'Waiting for the model server to answer.')
  } catch (error) {
    deployment.recordEnding(
      `The model server could not be started: ${reasonOf(error)}.`,
      new Date(),
    )
  }
  return 'soon'
}

async function recordEnding({ app, deployment, adapters }: Step, reason: string): Promise<Pace> {
  const lines = (await app.runner.logs(deployment.id)).trimEnd().split('\n')
  await app.runner.remove(deployment.id)
  const lastWords = lines.at(-1)?.trim().slice(0, 500)
  const whole = lastWords ? `${reason}: ${lastWords}` : reason
  deployment.recordEnding(/[.!?]$/.test(whole) ? whole : `${whole}.`, new Date())
  for (const adapter of adapters) {
    if (deployment.status === 'FAILED') adapter.move('FAILED', 'Its deployment has failed.')
    else if (adapter.status === 'READY') adapter.move('LOADING', null)
  }
  return 'soon'
}

async function bringUp(step: Step, server: ModelServer, startedAt: Date): Promise<Pace> {
  const { deployment, watch, signal } = step
  const health = await checkHealth(server, signal)
  const now = Date.now()
  if (now - startedAt.getTime() > startLimitMs)
    return recordEnding(step, 'The model server was not ready within an hour, so it was ended')
  if (health.state === 'silent') {
    if (now - watch.heardAt > silenceLimitMs)
      return recordEnding(step, `The model server does not answer: ${health.reason}`)
    return 'soon'
  }
  watch.heardAt = now
  if (health.state === 'ready') return prove(step, server)
  deployment.move(
    health.state === 'downloading' ? 'DOWNLOADING' : 'STARTING',
    health.reason || null,
  )
  return 'soon'
}

const proving = 'Waiting for the first answer of the model.'

async function prove({ deployment, watch, signal }: Step, server: ModelServer): Promise<Pace> {
  if (deployment.status !== 'STARTING') {
    deployment.move('STARTING', proving)
    return 'soon'
  }
  try {
    await probe(server, deployment.modelRef, signal)
    deployment.move('READY', null)
    Object.assign(watch, { failedChecks: 0, checkAt: 0 })
    return 'soon'
  } catch (error) {
    signal.throwIfAborted()
    deployment.move('STARTING', `The model does not answer a chat completion: ${reasonOf(error)}`)
    return 'settled'
  }
}

async function keepReady(step: Step, server: ModelServer): Promise<Pace> {
  const { app, watch, signal } = step
  if (Date.now() >= watch.checkAt) {
    const health = await checkHealth(server, signal)
    watch.checkAt = Date.now() + app.config.HEALTH_INTERVAL_SECONDS * 900 // a little less than what the loop waits
    watch.failedChecks = health.state === 'ready' ? 0 : watch.failedChecks + 1
    if (health.state !== 'ready' && watch.failedChecks >= failedCheckLimit)
      return recordEnding(
        step,
        `The model server failed ${failedCheckLimit} health checks in a row (${health.reason}) and was ended`,
      )
  }
  return watch.failedChecks ? 'settled' : reconcileAdapters(step, server)
}
