import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { Attempt } from '../attempts/attempt.entity.ts'
import { countOpenAttempts } from '../attempts/attempt.service.ts'
import { Job } from './job.entity.ts'
import { waitReason } from './job.reconcile.ts'
import { changeStatus } from './job.status.ts'

/** How many of the queue are looked at in one pass. */
const most = 200

/**
 * Lets the oldest waiting jobs begin while fewer than the allowed number run, and tells the others their place. One
 * that is being prepared keeps its place; one that waits for the rest of the platform lets others pass. One replica at
 * a time.
 */
export function admitJobs(app: App): Promise<void> {
  const slots = app.config.MAX_RUNNING_JOBS
  return app.orm.em.fork().transactional(async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtext('job slots'))`)
    const queue = await em.find(
      Job,
      { status: 'QUEUED', $or: [{ outputRepositoryId: { $ne: null } }, { unansweredSince: null }] },
      { orderBy: { id: 'asc' }, limit: most, lockMode: LockMode.PESSIMISTIC_WRITE },
    )
    if (!queue.length) return
    const taken = await countOpenAttempts(em)
    const free = Math.max(0, slots - taken)
    const next = queue.slice(0, free)
    const ready = next.filter(({ outputRepositoryId }) => outputRepositoryId)
    for (const job of ready) await begin(em, job)
    for (const [place, job] of queue.slice(free).entries()) {
      const reason = waitReason(Math.max(taken, slots), slots, place)
      await changeStatus(em, job, { to: 'QUEUED', reason })
    }
  })
}

async function begin(em: EntityManager, job: Job) {
  job.attemptCount += 1
  em.create(Attempt, { jobId: job.id, number: job.attemptCount })
  await changeStatus(em, job, { to: 'RUNNING' })
}
