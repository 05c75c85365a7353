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

/**
 * Two passes over the events, and no sort. A series that is short enough has a stretch for each point; arrays compare
 * by their first element, so the least and the greatest carry the number of their event along.
 */
const thinned = `
with wanted as (
  select ?::text as job_id, ?::jsonb as names, ?::int as points
), measured as not materialized (
  select v.name, v.value, e.number
  from wanted w
  join job_event e on e.job_id = w.job_id and e.type = 'METRICS',
  jsonb_to_recordset(e.data->'values') as v(name text, value float8)
  where w.names is null or w.names @> to_jsonb(v.name)
), series as (
  select name, count(*) as total, min(number) as first, max(number) as last
  from measured group by name
), stretches as (
  select m.name, min(array[value, number]) as low, max(array[value, number]) as high
  from measured m join series using (name), wanted
  where total <= points or (points > 3 and number > first and number < last)
  group by m.name, case when total <= points then number
    else (number - first)::bigint * ((points - 2) / 2) / (last - first) end
), kept as (
  select name, low[2]::int as number from stretches
  union select name, high[2]::int from stretches
  union select name, first from series
  union select name, last from series
)
select name, (e.data->>'step')::int as step, e.at, (
  select value from jsonb_to_recordset(e.data->'values') as v(name text, value float8)
  where v.name = kept.name limit 1
) as value
from wanted w, kept join job_event e using (number)
where e.job_id = w.job_id
order by name, number
`
