import type { Context } from '../context.ts'
import { fileOid, pointerOf } from '../versions/git.oids.ts'
import type { ManifestFile } from '../versions/version.entity.ts'
import type { TreeEntry } from '../versions/tree.service.ts'

type File = Pick<ManifestFile, 'path' | 'sha256' | 'sizeBytes' | 'gitOid'>
type Lfs = { oid: string; size: number; pointerSize: number }
type FileEntry = { type: 'file'; oid: string; size: number; path: string; lfs?: Lfs }
type FolderEntry = { type: 'directory'; oid: string; size: 0; path: string }

/** A file or a folder, as the Hub's tree shows it. */
export type Entry = FileEntry | FolderEntry

/** A small file stands in git itself; any other as a pointer, which is made of hash and size. */
export function toFileEntry(file: File): FileEntry {
  const { path, sizeBytes: size, gitOid, sha256 } = file
  const entry = { type: 'file' as const, oid: fileOid(file), size, path }
  return gitOid
    ? entry
    : { ...entry, lfs: { oid: sha256, size, pointerSize: pointerOf(file).length } }
}

const toEntry = (entry: TreeEntry): Entry =>
  entry.type === 'file'
    ? toFileEntry(entry)
    : { type: 'directory', oid: entry.oid, size: 0, path: entry.path }

/** Entries as the Hub shows them; expanded, with the commit that changed each last. */
export function toEntries(
  { loaders }: Context,
  entries: TreeEntry[],
  { isExpanded }: { isExpanded: boolean },
): Promise<Entry[]> | Entry[] {
  if (!isExpanded) return entries.map(toEntry)
  return Promise.all(
    entries.map(async (entry) => {
      const { commit, message, committedAt } = (await loaders.versions.load(entry.changedIn))!
      const lastCommit = { id: commit, title: message.split('\n')[0], date: committedAt }
      return { ...toEntry(entry), lastCommit }
    }),
  )
}
