import type { EntityManager } from '@mikro-orm/postgresql'
import { Attempt } from './attempt.entity.ts'

/** The attempts of many jobs, oldest first, with one query. */
export async function loadAttempts(
  em: EntityManager,
  jobIds: readonly string[],
): Promise<{ jobId: string; rows: Attempt[] }[]> {
  const attempts = await em.find(
    Attempt,
    { jobId: { $in: [...jobIds] } },
    { orderBy: { jobId: 'asc', number: 'asc' } },
  )
  return [...Map.groupBy(attempts, ({ jobId }) => jobId)].map(([jobId, rows]) => ({ jobId, rows }))
}

/** The newest attempt of a job; null before the first. */
export const findLastAttempt = (em: EntityManager, jobId: string): Promise<Attempt | null> =>
  em.findOne(Attempt, { jobId }, { orderBy: { number: 'desc' } })

/** The names of the workloads that may be in the runner. */
export async function findOpenWorkloads(em: EntityManager): Promise<string[]> {
  const open = await em.find(Attempt, { endedAt: null })
  return open.map((attempt) => attempt.workload())
}

/** How many workers run or are about to in each namespace, over all replicas. */
export async function countOpenAttempts(em: EntityManager): Promise<Map<string, number>> {
  const rows = await em.execute<{ namespace: string; count: number }[]>(
    `select namespace, count(*)::int as count from job_attempt attempt join job on job.id = attempt.job_id
     where attempt.ended_at is null group by namespace`,
  )
  return new Map(rows.map(({ namespace, count }) => [namespace, count]))
}

/** Remembers that it was the platform that ended these workers, so that they are not taken for failed by themselves. */
export async function markStopped(
  em: EntityManager,
  workloads: string[],
  now: Date,
): Promise<void> {
  const open = await em.find(Attempt, { endedAt: null })
  for (const attempt of open) if (workloads.includes(attempt.workload())) attempt.stoppedAt = now
  await em.flush()
}
