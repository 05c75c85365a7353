import type { Client, SubscribeOptions } from './client.ts'
import { JobEventsDocument } from './generated/documents.ts'
import type { JobEventsSubscription } from './generated/documents.ts'

export type JobEvent = JobEventsSubscription['jobEvents']

/** Every event of a job after a cursor, once and in order, until the job has ended. */
export async function* followJob(
  client: Client,
  id: string,
  { after = null, ...options }: { after?: string | null } & SubscribeOptions = {},
): AsyncGenerator<JobEvent, void, undefined> {
  const events = client.subscribe(JobEventsDocument, { id, after }, options)
  for await (const { jobEvents } of events) yield jobEvents
}
