import type { EntityManager } from '@mikro-orm/postgresql'
import type { ManifestFile } from './version.entity.ts'
import { VersionFile, VersionFolder } from './version.entity.ts'

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
export async function findEntries(
  em: EntityManager,
  versionId: string,
  page: TreePage,
): Promise<TreeEntry[]> {
  const keys = await (page.isRecursive ? keysBelow : keysIn)(em, versionId, page)
  const paths = keys.map((key) => key.replace(/\/$/, ''))
  const found = await findEntriesAt(em, versionId, paths)
  return paths.map((path) => found.get(path)!)
}

/** Those of the paths that are there. */
export async function findEntriesAt(
  em: EntityManager,
  versionId: string,
  paths: string[],
): Promise<Map<string, TreeEntry>> {
  if (!paths.length) return new Map()
  const where = { versionId, path: { $in: paths } }
  const files = await em.find(VersionFile, where, { disableIdentityMap: true })
  const folders = await em.find(VersionFolder, where, { disableIdentityMap: true })
  return new Map<string, TreeEntry>([
    ...files.map((file) => [file.path, { type: 'file', ...toPlain(file) }] as const),
    ...folders.map(
      ({ path, oid, changedIn }) => [path, { type: 'folder', path, oid, changedIn }] as const,
    ),
  ])
}

const toPlain = ({ path, sha256, sizeBytes, gitOid = null, changedIn }: VersionFile) => ({
  path,
  sha256,
  sizeBytes,
  gitOid,
  changedIn,
})

const prefixOf = ({ folder }: TreePage) => folder && `${folder}/`
/** The end of what begins with a prefix: `0` comes right after `/`, and nothing after the last character. */
const endOf = ({ folder }: TreePage) => (folder ? `${folder}0` : '\u{10ffff}')

/** From one entry to the first path behind it, so that what is inside of folders is passed over unread. */
async function keysIn(em: EntityManager, versionId: string, page: TreePage): Promise<string[]> {
  const prefix = prefixOf(page)
  const rows = await em.execute<{ key: string }[]>(
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
     select key from entry where number > 0 and key is not null order by number`,
    [page.after, prefix, prefix, versionId, prefix, endOf(page), page.first],
  )
  return rows.map(({ key }) => key)
}

/** The least path that comes after an entry and all that is inside of it. */
const behindKey = `(
  case when right(key, 1) = '/' then left(key, -1) || '0' else key || chr(1) end
) collate "C"`

/** The files from a place on, each after those of its folders that the one before it is not in. */
async function keysBelow(em: EntityManager, versionId: string, page: TreePage): Promise<string[]> {
  const prefix = prefixOf(page)
  const rows = await em.execute<{ path: string }[]>(
    `select path from version_file
     where version_id = ? and path >= ? and path > ? and path < ? order by path limit ?`,
    [versionId, prefix, page.after, endOf(page), page.first],
  )
  const keys: string[] = []
  let last = page.after
  for (const { path } of rows) {
    for (let end = path.indexOf('/', prefix.length); end > 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end + 1)
      if (!last.startsWith(folder)) keys.push(folder)
    }
    keys.push(path)
    last = path
  }
  return keys.slice(0, page.first)
}
