import type { Context } from '../context.ts'
import { Version } from './version.entity.ts'

type Page = { first: number; skip: number }

/** A version and those before it on its branch, newest first, and how many there are in all. */
export async function findHistory(
  { em }: Context,
  versionId: string,
  { first, skip }: Page,
): Promise<{ versions: Version[]; count: number }> {
  const rows = await em.execute<{ id: string; count: string }[]>(
    `with recursive history as (
       select id, parent_id, 0 as depth from version where id = ?
       union all
       select version.id, version.parent_id, depth + 1
       from version join history on version.id = history.parent_id
     )
     select id, (select count(*) from history) as count from history order by depth limit ? offset ?`,
    [versionId, first, skip],
  )
  const found = await em.find(Version, { id: { $in: rows.map(({ id }) => id) } })
  const byId = new Map(found.map((version) => [version.id, version]))
  return { versions: rows.map(({ id }) => byId.get(id)!), count: Number(rows[0]?.count ?? 0) }
}
