import type { EntityManager } from '@mikro-orm/postgresql'
import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { badUserInput } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { refresh } from '../context.ts'
import type { Context } from '../context.ts'
import type { Job } from '../jobs/job.entity.ts'
import { JobEvent, isLast } from './event.entity.ts'
import type { EventType, Happening, LogEvent } from './event.entity.ts'

export type EventPage = Connection<JobEvent>
export type LogPage = Connection<LogEvent>

const pageSize = 500
const topic = 'job_event'

/** At most so long is a line of a log, or any other text of a worker. */
const longest = 16_384

/** As Postgres can keep it in JSON, which knows neither NUL nor half a surrogate pair; cut when very long. */
export function storable(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}… (cut)` : text
  return cut.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Adds to the history of a job, whose row the transaction of `em` has locked. */
export async function record(em: EntityManager, job: Job, happenings: Happening[]): Promise<void> {
  if (!happenings.length) return
  const now = new Date()
  await em.insertMany(
    JobEvent,
    happenings.map(({ type, data, at = now }, index) => ({
      jobId: job.id,
      number: job.eventCount + index + 1,
      type,
      data,
      attempt: job.attemptCount,
      at,
    })),
  )
  job.eventCount += happenings.length
  await announce(em, topic, job.id)
}

/** The number that stands in a cursor of a job's events; 0, before the first, when there is no cursor. */
export function numberAfter(cursor: string | null | undefined): number {
  if (!cursor) return 0
  const number = Number(fromCursor(cursor))
  if (Number.isSafeInteger(number) && number >= 0 && number < 2 ** 31) return number
  throw badUserInput(`\`${cursor}\` is no cursor of a job's events.`)
}

const readAfter = (
  em: EntityManager,
  jobId: string,
  { after, limit, type }: { after: number; limit: number; type?: EventType },
) =>
  em.find(
    JobEvent,
    { jobId, number: { $gt: after }, ...(type && { type }) },
    { orderBy: { number: 'asc' }, limit },
  )

export async function findEvents(
  { em }: Context,
  jobId: string,
  page: PageArgs & { type?: EventType; most?: number },
): Promise<EventPage> {
  const { first, after, type, most } = page
  const limit = checkFirst(first, most) + 1
  return toConnection(await readAfter(em, jobId, { after: numberAfter(after), limit, type }), {
    first,
    after,
    cursorOf: ({ number }) => toCursor(number),
    count: () => em.count(JobEvent, { jobId, ...(type && { type }) }),
  })
}

export const findLogs = (context: Context, jobId: string, page: PageArgs): Promise<LogPage> =>
  findEvents(context, jobId, { ...page, type: 'LOG', most: pageSize }) as Promise<LogPage>

/**
 * Everything that happened after the event `last`, then what happens, each once and in order; ends with the job.
 * Sound because numbers are given out under a lock: whoever sees one sees all before it.
 */
export async function* followEvents(
  context: Context,
  job: Job,
  { last, signal }: { last: number; signal: AbortSignal },
): AsyncGenerator<JobEvent> {
  if (job.isFinal() && last >= job.eventCount) return
  for await (const _ of context.events.changes(topic, job.id, signal)) {
    let isFull = true
    while (isFull) {
      refresh(context)
      const batch = await readAfter(context.em, job.id, { after: last, limit: pageSize })
      for (const event of batch) {
        last = event.number
        yield event
        if (isLast(event)) return
      }
      isFull = batch.length === pageSize
    }
  }
}
