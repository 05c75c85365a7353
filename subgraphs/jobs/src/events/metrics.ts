import type { EntityManager } from '@mikro-orm/postgresql'
import { badUserInput } from '@weft/kit/errors'

export type Point = { step: number; value: number; at: Date }
export type Series = { name: string; points: Point[] }

/**
 * What a job has measured, a series a name, thinned in the database to `points` at most: the first and the last, and
 * of each of equally long stretches between them the lowest and the highest.
 */
export async function findMetrics(
  em: EntityManager,
  jobId: string,
  { names, points }: { names?: string[] | null; points: number },
): Promise<Series[]> {
  if (points < 2 || points > 1_000)
    throw badUserInput(`\`points\` is ${points}; ask for 2 to 1,000.`)
  const wanted = [jobId, names ? JSON.stringify(names) : null, points]
  const rows = await em.execute<Row[]>(thinned, wanted)
  const byName = Map.groupBy(rows, ({ name }) => name)
  return [...byName].map(([name, found]) => ({
    name,
    points: found.map(({ step, value, at }) => ({ step, value, at: new Date(at) })),
  }))
}

type Row = { name: string; step: number; value: number; at: string | Date }

/** Arrays compare by their first element, so the least and the greatest carry the rank of their row along. */
const thinned = `
with wanted as (
  select ?::text as job_id, ?::jsonb as names, ?::int as points
), measured as materialized (
  select v.name, v.value, (e.data->>'step')::int as step, e.at,
    row_number() over (partition by v.name order by e.number) as rank
  from wanted w
  join job_event e on e.job_id = w.job_id and e.type = 'METRICS',
  jsonb_to_recordset(e.data->'values') as v(name text, value float8)
  where w.names is null or w.names @> to_jsonb(v.name)
), series as (
  select name, max(rank) as total from measured group by name
), stretches as (
  select name, min(array[value, rank]) as low, max(array[value, rank]) as high
  from measured join series using (name), wanted
  where total > points and points > 3 and rank > 1 and rank < total
  group by name, (rank - 2) * ((points - 2) / 2) / (total - 2)
), kept as (
  select name, low[2] as rank from stretches union select name, high[2] from stretches
)
select name, step, value, at
from measured m join series using (name), wanted
where total <= points or rank in (1, total)
  or exists (select from kept k where k.name = m.name and k.rank = m.rank)
order by name, rank
`
