import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { announce } from '@weft/kit/events'
import type { App } from '../app.ts'
import type { Happening } from '../events/event.entity.ts'
import { record } from '../events/event.service.ts'
import { Job } from './job.entity.ts'
import type { Progress, Status } from './job.entity.ts'

/** Of a job that was just made. */
export const firstReason = 'waits for its turn'

type Work = (em: EntityManager, job: Job) => Promise<unknown>

/** The row of a job, which nobody else changes until the transaction of `em` ends. */
export const lockJob = (em: EntityManager, id: string): Promise<Job> =>
  em.findOneOrFail(Job, id, { lockMode: LockMode.PESSIMISTIC_WRITE })

/** Locks the row of a job and lets `work` change it. */
export function withJob({ orm }: Pick<App, 'orm'>, id: string, work: Work): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    await work(em, await lockJob(em, id))
    return true
  })
}

/** As `withJob`, but only while the status is as it was `seen`; if somebody changed it, there is something new to see. */
export const changeJob = (app: App, seen: Job, work: Work): Promise<boolean> =>
  withJob(app, seen.id, async (em, job) => {
    if (job.status === seen.status) await work(em, job)
  })

/** Sets the status and tells it, in the transaction of `em`, which has locked the row. `before` is told first. */
export async function changeStatus(
  em: EntityManager,
  job: Job,
  { to, reason = null }: { to: Status; reason?: string | null },
  before: Happening[] = [],
): Promise<void> {
  const from = job.status
  if (from === to && job.statusReason === reason) return record(em, job, before)
  job.status = to
  job.statusReason = reason
  if (to === 'RUNNING') job.startedAt ??= new Date()
  if (job.isFinal()) end(job)
  await record(em, job, [...before, { type: 'STATUS', data: { from, to, reason } }])
  await announce(em, 'job', job.id)
}

function end(job: Job) {
  job.endedAt = new Date()
  const phase = job.status === 'SUCCEEDED' ? 'DONE' : job.progress.phase
  job.progress = { ...job.progress, phase, secondsRemaining: null }
}

/** Told as an event too. */
export function progressTo(job: Job, progress: Progress): Happening {
  job.progress = progress
  return { type: 'PROGRESS', data: progress }
}

/** Has the controllers look at once; only a hint, they look by themselves every few seconds. */
export const wakeControllers = (em: EntityManager, job: Job): Promise<unknown> =>
  announce(em, 'job_work', job.id)
