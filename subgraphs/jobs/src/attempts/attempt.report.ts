import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { announce } from '@weft/kit/events'
import type { App } from '../app.ts'
import type { Happening } from '../events/event.entity.ts'
import { record } from '../events/event.service.ts'
import { Job } from '../jobs/job.entity.ts'
import { Attempt } from './attempt.entity.ts'
import { findVersions } from './checkpoint-versions.ts'
import { Refusal } from './refusal.ts'
import type { WorkerEvent } from './worker-event.ts'

export type AttemptKey = { jobId: string; number: number }

/** What the worker may know: the last event stored, and what the platform wishes it to do. */
export type Acknowledged = { ack: number; control: 'continue' | 'cancel' }

/**
 * Stores what a worker tells, in one transaction: what was stored before is passed over, and a gap refuses what comes
 * after it. When this returns, the events are safe.
 */
export async function storeReport(
  app: App,
  key: AttemptKey,
  events: WorkerEvent[],
): Promise<Acknowledged> {
  const versions = await findVersions(app, key.jobId, events)
  const { ack, control, gap } = await app.orm.em.fork().transactional(async (em) => {
    const { job, attempt } = await lock(em, key)
    attempt.lastHeardAt = new Date()
    const { next, gap } = following(attempt.lastSeq, events)
    const told = next.flatMap((event) => take(event, { job, attempt, versions }))
    attempt.lastSeq += next.length
    await record(em, job, told)
    if (told.some(({ type }) => type === 'PROGRESS' || type === 'CHECKPOINT'))
      await announce(em, 'job', job.id)
    const isCancelled = job.status === 'CANCELLING'
    return {
      ack: attempt.lastSeq,
      control: isCancelled ? ('cancel' as const) : ('continue' as const),
      gap,
    }
  })
  if (gap === undefined) return { ack, control }
  const expected = ack + 1
  throw new Refusal(409, `Event ${gap} came before event ${expected}; send from ${expected} on.`, {
    expected,
    ack,
  })
}

/** The events that go on from `last` without a gap, and the number that stands where there is one. */
function following(last: number, events: WorkerEvent[]): { next: WorkerEvent[]; gap?: number } {
  const next: WorkerEvent[] = []
  for (const event of events) {
    const expected = last + next.length + 1
    if (event.seq > expected) return { next, gap: event.seq }
    if (event.seq === expected) next.push(event)
  }
  return { next }
}

async function lock(em: EntityManager, { jobId, number }: AttemptKey) {
  const job = await em.findOne(Job, jobId, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const attempt = await em.findOne(Attempt, { jobId, number })
  if (!job || !attempt) throw new Refusal(404, `No attempt ${number} at job ${jobId}.`)
  if (!attempt.isOpen())
    throw new Refusal(410, `Attempt ${number} at job ${jobId} is over: ${attempt.reason ?? 'done'}`)
  return { job, attempt }
}

type Place = { job: Job; attempt: Attempt; versions: Map<string, string> }

/** What one event means for the rows, and for the job's history. */
function take(event: WorkerEvent, { job, attempt, versions }: Place): Happening[] {
  const { at } = event
  switch (event.type) {
    case 'progress': {
      const { seq: _seq, at: _at, type: _type, ...progress } = event
      job.progress = progress
      return [{ type: 'PROGRESS', data: progress, at }]
    }
    case 'metrics':
      return [{ type: 'METRICS', data: { step: event.step, values: event.values }, at }]
    case 'log':
      return [{ type: 'LOG', data: { stream: event.stream, text: event.text }, at }]
    case 'checkpoint': {
      const { step, metrics, isBest, revision } = event
      const versionId = versions.get(revision)!
      return [{ type: 'CHECKPOINT', data: { step, metrics, isBest, versionId }, at }]
    }
    case 'result': {
      const expected = job.outputRepository()
      if (event.repository !== expected)
        throw new Refusal(400, `Event ${event.seq}: the result belongs in \`${expected}\`.`)
      attempt.result = { repository: event.repository, revision: event.revision }
      return platformSays(`The trainer has finished: ${expected} at ${event.revision}.`, at)
    }
    case 'error':
      attempt.error = event.message
      return [{ type: 'LOG', data: { stream: 'STDERR', text: event.message }, at }]
  }
}

const platformSays = (text: string, at: Date): Happening[] => [
  { type: 'LOG', data: { stream: 'PLATFORM', text }, at },
]
