import type { EntityManager } from '@mikro-orm/postgresql'
import { VersionFile } from './version.entity.ts'

/** What version `versionId` has other than `againstId`. */
export type Compared = { versionId: string; againstId: string }
/** What became of a file. */
export type Change = 'added' | 'removed' | 'changed'
export type DiffPage = Compared & { change: Change; first: number; after: string }

export async function findDiffPages(em: EntityManager, versionIds: string[], page: DiffPage) {
  const rows = await em.execute<{ of: string }[]>(
    `select version.id as "of", file.* from ${versions} cross join lateral (
       select file.* from ${filesOf(page)} and file.path > ? order by file.path limit ?
     ) file`,
    [page.againstId, versionIds, page.after, page.first],
  )
  return rows.map(({ of: versionId, ...file }) => ({ versionId, file: em.map(VersionFile, file) }))
}

export const countDiffs = (
  em: EntityManager,
  versionIds: string[],
  page: DiffPage,
): Promise<{ versionId: string; count: string }[]> =>
  em.execute(
    `select version.id as "versionId", (select count(*) from ${filesOf(page)}) as count from ${versions}`,
    [page.againstId, versionIds],
  )

const versions = `(select ?::text as id) against cross join unnest(array[?]) as version(id)`

/** What is removed stands in the other version only; all else in this one. */
function filesOf({ change }: DiffPage): string {
  const [here, there] = change === 'removed' ? ['against', 'version'] : ['version', 'against']
  return `version_file file left join version_file other
    on other.version_id = ${there}.id and other.path = file.path
    where file.version_id = ${here}.id
      and ${change === 'changed' ? 'other.sha256 <> file.sha256' : 'other.path is null'}`
}
