import type { EntityManager } from '@mikro-orm/postgresql'
import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { PageArgs } from '@weft/kit/connection'
import { visibleNamespaces } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader } from '@weft/kit/loader'
import { Job } from './job.entity.ts'
import type { JobPage } from './job.service.ts'

export type JobPages = { load: (ownerId: string, page: PageArgs) => Promise<JobPage> }

/**
 * Pages of the jobs of many models, or of many dataset versions, newest first: those asked for in one tick with the
 * same arguments are read with two queries, and counted with one.
 */
export function jobPages(
  em: EntityManager,
  viewer: Viewer,
  owner: 'base_model_id' | 'dataset_version_id',
): JobPages {
  const names = visibleNamespaces(viewer)
  const visible = names === '*' ? null : JSON.stringify(names)
  const loaders = new Map<string, ReturnType<typeof loaderOf>>()
  const loaderOf = (first: number, before: string | null) =>
    batchLoader<{ owner: string; jobs: Job[] }>(
      async (owners) => {
        const found = await em.execute<{ owner: string; id: string }[]>(pagesBy(owner), [
          JSON.stringify(owners),
          visible,
          before,
          first + 1,
        ])
        const jobs = await em.find(Job, { id: { $in: found.map(({ id }) => id) } })
        const byId = new Map(jobs.map((job) => [job.id, job]))
        return [...Map.groupBy(found, (row) => row.owner)].map(([key, rows]) => ({
          owner: key,
          jobs: rows.flatMap(({ id }) => byId.get(id) ?? []),
        }))
      },
      (page) => page.owner,
    )
  const counts = batchLoader<{ owner: string; count: number }>(
    (owners) => em.execute(countsBy(owner), [JSON.stringify(owners), visible]),
    (row) => row.owner,
  )

  return {
    load: async (ownerId, { first, after }) => {
      checkFirst(first)
      const before = after ? fromCursor(after) : null
      const key = JSON.stringify([first, before])
      const loader = loaders.get(key) ?? loaderOf(first, before)
      loaders.set(key, loader)
      return toConnection((await loader.load(ownerId))?.jobs ?? [], {
        first,
        after,
        cursorOf: ({ id }) => toCursor(id),
        count: async () => (await counts.load(ownerId))?.count ?? 0,
      })
    },
  }
}

const pagesBy = (owner: string) => `
with wanted as (
  select ?::jsonb as owners, ?::jsonb as visible, ?::text as before, ?::int as most
)
select owner, page.id
from wanted, jsonb_array_elements_text(owners) as owner, lateral (
  select id from job
  where ${owner} = owner and (visible is null or visible @> to_jsonb(namespace))
    and (before is null or id < before)
  order by id desc limit most
) page
order by owner, page.id desc`

const countsBy = (owner: string) => `
with wanted as (select ?::jsonb as owners, ?::jsonb as visible)
select ${owner} as owner, count(*)::int as count
from wanted, job
where ${owner} in (select jsonb_array_elements_text(owners)) and (visible is null or visible @> to_jsonb(namespace))
group by ${owner}`
