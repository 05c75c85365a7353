import type { EntityManager } from '@mikro-orm/postgresql'
import type { ManifestFile } from './version.entity.ts'
import { walking } from './page.walking.ts'

type Changed = { path: string; changedIn: string }
/** A file or a folder of a version, and the version that changed it last. */
export type TreeEntry = Changed &
  (
    | ({ type: 'file' } & Pick<ManifestFile, 'sha256' | 'sizeBytes' | 'gitOid'>)
    | { type: 'folder'; oid: string }
  )

export type TreePage = {
  /** Empty for the root. */
  folder: string
  isRecursive: boolean
  first: number
  /** The key of the last entry that was seen. */
  after: string
}

/**
 * Entries are sorted as git sorts them: by their key, which is the path, for a folder with a slash at its end. So a
 * folder stands right before what is in it, and a page goes on from a key alone.
 */
export const keyOfEntry = ({ type, path }: TreeEntry): string =>
  type === 'folder' ? `${path}/` : path

/** A page of what stands in a folder, or of all below it. */
export const findEntries = (
  em: EntityManager,
  versionId: string,
  page: TreePage,
): Promise<TreeEntry[]> =>
  walking(em, (reading) => (page.isRecursive ? entriesBelow : entriesIn)(reading, versionId, page))

/** Those of the paths that are there, in their order. */
export async function findEntriesAt(
  em: EntityManager,
  versionId: string,
  paths: string[],
): Promise<TreeEntry[]> {
  if (!paths.length) return []
  const rows = await em.execute<Row[]>(
    `select ${columns} from unnest(array[?]) with ordinality as asked(path, number) ${joins('asked.path', 'asked.path')}
     where coalesce(file.path, folder.path) is not null order by number`,
    [paths, versionId, versionId],
  )
  return rows.map(toEntry)
}

type Row = Changed &
  Pick<ManifestFile, 'sizeBytes' | 'gitOid'> & { sha256: string | null; oid: string }

const fileColumns = `file.sha256, file.size_bytes::float8 as "sizeBytes", file.git_oid as "gitOid"`
const columns = `coalesce(file.path, folder.path) as path, ${fileColumns}, folder.oid,
  coalesce(file.changed_in, folder.changed_in) as "changedIn"`

/** One by one: as plain joins, a plan may read all folders of the version to find some. */
const joins = (filePath: string, folderPath: string) => `
  left join lateral (
    select * from version_file where version_id = ? and path = ${filePath} limit 1
  ) file on true
  left join lateral (
    select * from version_folder where version_id = ? and path = ${folderPath} limit 1
  ) folder on true`

const toEntry = ({ path, changedIn, sha256, sizeBytes, gitOid, oid }: Row): TreeEntry =>
  sha256
    ? { type: 'file', path, changedIn, sha256, sizeBytes, gitOid }
    : { type: 'folder', path, changedIn, oid }

const prefixOf = ({ folder }: TreePage) => folder && `${folder}/`
/** The end of what begins with a prefix: `0` comes right after `/`, and nothing after the last character. */
const endOf = ({ folder }: TreePage) => (folder ? `${folder}0` : '\u{10ffff}')

/** From one entry to the first path behind it, so that what is inside of folders is passed over unread. */
async function entriesIn(em: EntityManager, versionId: string, page: TreePage) {
  const prefix = prefixOf(page)
  const rows = await em.execute<Row[]>(
    `with recursive entry(key, number) as (
       select ?::text collate "C", 0
       union all
       select (
         select left(path, length(?)) || split_part(rest, '/', 1)
           || case when strpos(rest, '/') > 0 then '/' else '' end
         from version_file cross join lateral (select substr(path, length(?) + 1) as rest) inside
         where version_id = ? and path >= ? and path >= ${behindKey} and path < ?
         order by path limit 1
       ), number + 1 from entry where key is not null and number < ?
     )
     select ${columns} from entry ${joins('key', `case when right(key, 1) = '/' then left(key, -1) end`)}
     where number > 0 and key is not null order by number`,
    [page.after, prefix, prefix, versionId, prefix, endOf(page), page.first, versionId, versionId],
  )
  return rows.map(toEntry)
}

/** The least path that comes after an entry and all that is inside of it. */
const behindKey = `(
  case when right(key, 1) = '/' then left(key, -1) || '0' else key || chr(1) end
) collate "C"`

/** The files from a place on, each after those of its folders that the one before it is not in. */
async function entriesBelow(em: EntityManager, versionId: string, page: TreePage) {
  const prefix = prefixOf(page)
  const files = await em.execute<Row[]>(
    `select file.path, ${fileColumns}, file.changed_in as "changedIn" from version_file file
     where version_id = ? and path >= ? and path > ? and path < ? order by path limit ?`,
    [versionId, prefix, page.after, endOf(page), page.first],
  )
  const above = files.map(({ path }, index) =>
    foldersBetween(prefix, files[index - 1]?.path ?? page.after, path),
  )
  const found = await findEntriesAt(em, versionId, above.flat())
  const folders = found.values()
  const entries = files.flatMap((file, index) => [
    ...above[index]!.map(() => folders.next().value!),
    toEntry(file),
  ])
  return entries.slice(0, page.first)
}

/** The folders that `path` is in and the entry before it is not, from the outermost. */
function foldersBetween(prefix: string, before: string, path: string): string[] {
  const folders: string[] = []
  for (let end = path.indexOf('/', prefix.length); end > 0; end = path.indexOf('/', end + 1))
    if (!before.startsWith(path.slice(0, end + 1))) folders.push(path.slice(0, end))
  return folders
}
