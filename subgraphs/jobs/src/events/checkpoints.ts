import type { EntityManager } from '@mikro-orm/postgresql'
import { JobEvent, isOf } from './event.entity.ts'
import type { CheckpointEvent, SavedState } from './event.entity.ts'

export type Checkpoint = SavedState & { savedAt: Date }

/** The checkpoints of many jobs, oldest first, with one query. */
export async function loadCheckpoints(
  em: EntityManager,
  jobIds: readonly string[],
): Promise<{ jobId: string; rows: Checkpoint[] }[]> {
  const saved = await em.find(
    JobEvent,
    { jobId: { $in: [...jobIds] }, type: 'CHECKPOINT' },
    { orderBy: { jobId: 'asc', number: 'asc' } },
  )
  const byJob = Map.groupBy(
    saved.filter((event) => isOf(event, 'CHECKPOINT')),
    ({ jobId }) => jobId,
  )
  return [...byJob].map(([jobId, events]) => ({ jobId, rows: ofJob(events) }))
}

export const toCheckpoint = ({ data, at }: CheckpointEvent): Checkpoint => ({
  ...data,
  savedAt: at,
})

/** Of those that were the best when they were saved, the newest is the best. */
function ofJob(events: CheckpointEvent[]): Checkpoint[] {
  const best = events.findLast(({ data }) => data.isBest) ?? events.at(-1)
  return events.map((event) => ({ ...toCheckpoint(event), isBest: event === best }))
}
