import type { EntityManager } from '@mikro-orm/postgresql'
import { batchLoader } from '@weft/kit/loader'
import { Version, VersionFile } from './version.entity.ts'

/** One page of one parent's list; those of many parents with the same page come in one query. */
export type FilePage = { versionId: string; folder: string; first: number; after: string }
export type VersionPage = { repositoryId: string; first: number; before: string }

export const keyOfPage = (page: FilePage | VersionPage): string => JSON.stringify(page)

export const createPageLoaders = (em: EntityManager) => ({
  filePages: batchLoader(
    (keys) =>
      inGroups<FilePage, VersionFile>(keys, 'versionId', async (ids, page) => {
        const rows: object[] = await em.execute(
          `select file.* from unnest(array[?]) as parent(id) cross join lateral (
             select * from version_file where version_id = parent.id
               and path > ? and (? = '' or starts_with(path, ?)) order by path limit ?
           ) file`,
          [ids, page.after, page.folder, `${page.folder}/`, page.first],
        )
        return rows.map((row) => em.map(VersionFile, row))
      }),
    ({ key }) => key,
  ),

  fileCounts: batchLoader(
    (keys) =>
      inGroups<FilePage, { versionId: string; count: string }>(keys, 'versionId', (ids, page) =>
        em.execute(
          `select version_id as "versionId", count(*) from version_file where version_id = any(array[?])
             and (? = '' or starts_with(path, ?)) group by version_id`,
          [ids, page.folder, `${page.folder}/`],
        ),
      ),
    ({ key }) => key,
  ),

  versionPages: batchLoader(
    (keys) =>
      inGroups<VersionPage, Version>(keys, 'repositoryId', async (ids, page) => {
        const rows: object[] = await em.execute(
          `select version.* from unnest(array[?]) as parent(id) cross join lateral (
             select * from version where repository_id = parent.id
               and (? = '' or id < ?) order by id desc limit ?
           ) version`,
          [ids, page.before, page.before, page.first],
        )
        return rows.map((row) => em.map(Version, row))
      }),
    ({ key }) => key,
  ),
})

/** Finds the rows of pages that differ only in their parent together, and gives each page its own. */
async function inGroups<Page extends FilePage | VersionPage, Row extends object>(
  keys: readonly string[],
  parent: keyof Page & keyof Row,
  find: (ids: string[], page: Page) => Promise<Row[]>,
): Promise<{ key: string; rows: Row[] }[]> {
  const pages = keys.map((key) => ({ key, page: JSON.parse(key) as Page }))
  const groups = Object.groupBy(pages, ({ page }) => JSON.stringify({ ...page, [parent]: '' }))
  const found = Object.values(groups).map(async (group = []) => {
    const ids = group.map(({ page }) => String(page[parent]))
    const rows = Object.groupBy(await find(ids, group[0]!.page), (row) => String(row[parent]))
    return group.map(({ key, page }) => ({ key, rows: rows[String(page[parent])] ?? [] }))
  })
  return (await Promise.all(found)).flat()
}
