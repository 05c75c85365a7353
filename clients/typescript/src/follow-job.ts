import { setTimeout as wait } from 'node:timers/promises'
import { GraphError } from './client.ts'
import type { Client } from './client.ts'
import { JobEventsDocument } from './generated/documents.ts'
import type { JobEventsSubscription } from './generated/documents.ts'

export type JobEvent = JobEventsSubscription['jobEvents']

/**
 * Every event of a job, once and in order, until the job has ended. When the connection breaks it comes back with the
 * last cursor, for at most `patienceSeconds` without an event in between.
 */
export async function* followJob(
  client: Client,
  id: string,
  { after = null, patienceSeconds = 60 }: { after?: string | null; patienceSeconds?: number } = {},
): AsyncGenerator<JobEvent> {
  let cursor = after
  let lastSuccess = Date.now()
  for (;;) {
    const events = client.subscribe(JobEventsDocument, { id, after: cursor })
    try {
      for await (const { jobEvents } of events) {
        cursor = jobEvents.cursor
        lastSuccess = Date.now()
        yield jobEvents
      }
      return
    } catch (error) {
      if (isFinal(error) || Date.now() - lastSuccess > patienceSeconds * 1_000) throw error
      await wait(500)
    }
  }
}

/** The graph's own no, and a socket that the server closed for what we sent (4400 to 4499), stay a no. */
function isFinal(error: unknown): boolean {
  if (error instanceof GraphError) return error.code !== 'UPSTREAM_UNAVAILABLE'
  const code = error instanceof Event && 'code' in error ? Number(error.code) : 0
  return code >= 4400 && code < 4500
}
