import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { Attempt } from '../attempts/attempt.entity.ts'
import { countOpenAttempts } from '../attempts/attempt.service.ts'
import { Job } from './job.entity.ts'
import { findQuotas } from './job.quotas.ts'
import type { Quotas } from './job.quotas.ts'
import { quotaReason, waitReason } from './job.reconcile.ts'
import { changeStatus, firstReason } from './job.status.ts'

/** How many of the queue are looked at in one pass. */
const most = 200

/**
 * Lets the oldest waiting jobs begin while fewer than the allowed number run, on the platform and in their namespace,
 * and tells the others what they wait for. One that is being prepared keeps its place; one that waits for the rest of
 * the platform, or for its namespace's quota, lets others pass. One replica at a time. True when one has begun.
 */
export async function admitJobs(app: App): Promise<boolean> {
  const quotas = await findQuotas(app)
  if (quotas.size === 0) return false
  return app.orm.em.fork().transactional(async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtext('job slots'))`)
    const queue = await em.find(
      Job,
      { status: 'QUEUED', $or: [{ outputRepositoryId: { $ne: null } }, { unansweredSince: null }] },
      { orderBy: { id: 'asc' }, limit: most, lockMode: LockMode.PESSIMISTIC_WRITE },
    )
    const running = await countOpenAttempts(em)
    const reasonToWait = createTurnstile(app.config.MAX_RUNNING_JOBS, running, quotas)
    let haveBegun = false
    for (const job of queue) {
      const reason = reasonToWait(job)
      if (reason) await changeStatus(em, job, { to: 'QUEUED', reason })
      else if (job.outputRepositoryId) {
        await begin(em, job)
        haveBegun = true
      }
    }
    return haveBegun
  })
}

/** Says of one job after the other why it waits; null gives it the next free slot. */
function createTurnstile(slots: number, running: Map<string, number>, quotas: Quotas) {
  const taken = [...running.values()].reduce((sum, count) => sum + count, 0)
  let free = Math.max(0, slots - taken)
  let place = 0
  return ({ namespace }: Job): string | null => {
    const here = running.get(namespace) ?? 0
    const quota = quotas.get(namespace)
    const reason = quota ? quotaReason(namespace, here, quota) : firstReason
    if (reason) return reason
    if (free === 0) return waitReason(Math.max(taken, slots), slots, place++)
    free -= 1
    running.set(namespace, here + 1)
    return null
  }
}

async function begin(em: EntityManager, job: Job) {
  job.attemptCount += 1
  em.create(Attempt, { jobId: job.id, number: job.attemptCount })
  await changeStatus(em, job, { to: 'RUNNING' })
}
