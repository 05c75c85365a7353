import type { EntityManager } from '@mikro-orm/postgresql'
import { batchLoader } from '@weft/kit/loader'
import { countDiffs, findDiffPages } from './diff.pages.ts'
import type { DiffPage } from './diff.pages.ts'
import { walking } from './page.walking.ts'
import { VersionFile } from './version.entity.ts'
import { findHistories } from './version.history.ts'
import type { Step } from './version.history.ts'

/** One page of one parent's list; those of many parents with the same page come in one query. */
export type FilePage = { versionId: string; folder: string; first: number; after: string }
export type RefPage = {
  table: 'branch' | 'tag'
  repositoryId: string
  first: number
  after: string
}
/** A branch or a tag. */
export type Ref = { repositoryId: string; name: string; versionId: string; message: string | null }
/** Of the versions that lead to `headId`, newest first. */
export type HistoryPage = { headId: string; first: number; after: string; skip: number }

type Page = FilePage | HistoryPage | RefPage | DiffPage

export const keyOfPage = (page: Page): string => JSON.stringify(page)

export const createPageLoaders = (em: EntityManager) => ({
  filePages: batchLoader(
    (keys) =>
      inGroups<FilePage, VersionFile>(keys, 'versionId', async (ids, page) => {
        const rows = await walking(em, (reading) =>
          reading.execute<object[]>(
            `select file.* from unnest(array[?]) as parent(id) cross join lateral (
               select * from version_file where version_id = parent.id
                 and path > ? and (? = '' or starts_with(path, ?)) order by path limit ?
             ) file`,
            [ids, page.after, page.folder, `${page.folder}/`, page.first],
          ),
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

  refPages: batchLoader(
    (keys) =>
      inGroups<RefPage, Ref>(keys, 'repositoryId', (ids, { table, after, first }) =>
        em.execute(
          `select ref.* from unnest(array[?]) as parent(id) cross join lateral (
             select repository_id as "repositoryId", name, version_id as "versionId",
               ${table === 'tag' ? 'message' : 'null as message'}
             from ${table} where repository_id = parent.id and name > ? order by name limit ?
           ) ref`,
          [ids, after, first],
        ),
      ),
    ({ key }) => key,
  ),

  refCounts: batchLoader(
    (keys) =>
      inGroups<RefPage, { repositoryId: string; count: string }>(
        keys,
        'repositoryId',
        (ids, { table }) =>
          em.execute(
            `select repository_id as "repositoryId", count(*) from ${table}
             where repository_id = any(array[?]) group by repository_id`,
            [ids],
          ),
      ),
    ({ key }) => key,
  ),

  diffPages: batchLoader(
    (keys) =>
      inGroups<DiffPage, { versionId: string; file: VersionFile }>(keys, 'versionId', (ids, page) =>
        findDiffPages(em, ids, page),
      ),
    ({ key }) => key,
  ),

  diffCounts: batchLoader(
    (keys) =>
      inGroups<DiffPage, { versionId: string; count: string }>(keys, 'versionId', (ids, page) =>
        countDiffs(em, ids, page),
      ),
    ({ key }) => key,
  ),

  historyPages: batchLoader(
    (keys) =>
      inGroups<HistoryPage, Step>(keys, 'headId', (ids, page) => findHistories(em, ids, page)),
    ({ key }) => key,
  ),
})

/** Finds the rows of pages that differ only in their parent together, and gives each page its own. */
async function inGroups<P extends Page, Row extends object>(
  keys: readonly string[],
  parent: keyof P & keyof Row,
  find: (ids: string[], page: P) => Promise<Row[]>,
): Promise<{ key: string; rows: Row[] }[]> {
  const pages = keys.map((key) => ({ key, page: JSON.parse(key) as P }))
  const groups = Object.groupBy(pages, ({ page }) => JSON.stringify({ ...page, [parent]: '' }))
  const found = Object.values(groups).map(async (group = []) => {
    const ids = group.map(({ page }) => String(page[parent]))
    const rows = Object.groupBy(await find(ids, group[0]!.page), (row) => String(row[parent]))
    return group.map(({ key, page }) => ({ key, rows: rows[String(page[parent])] ?? [] }))
  })
  return (await Promise.all(found)).flat()
}
