import { createHash } from 'node:crypto'
import type { VersionFile } from '../versions/version.entity.ts'

type File = Pick<VersionFile, 'path' | 'sha256' | 'sizeBytes' | 'gitOid'>

/** A file or a folder, as the Hub's tree shows it. */
export type Entry =
  | { type: 'directory'; oid: string; size: 0; path: string }
  | { type: 'file'; oid: string; size: number; path: string; lfs?: Lfs }
type Lfs = { oid: string; size: number; pointerSize: number }

const pointerOf = ({ sha256, sizeBytes }: File) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${sizeBytes}\n`

const sha1 = (...parts: string[]) => {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** A small file stands in git itself; any other as a pointer, whose id is made of hash and size. */
export function toEntry(file: File): Entry {
  const { path, sizeBytes: size, gitOid, sha256 } = file
  if (gitOid) return { type: 'file', oid: gitOid, size, path }
  const pointer = pointerOf(file)
  const pointerSize = pointer.length
  return {
    type: 'file',
    oid: sha1(`blob ${pointerSize}\0`, pointer),
    size,
    path,
    lfs: { oid: sha256, size, pointerSize },
  }
}

/** What stands below `folder` (all of it when recursive), sorted by path; null when there is no such folder. */
export function entriesBelow(files: File[], folder: string, isRecursive: boolean): Entry[] | null {
  const prefix = folder && `${folder}/`
  const below = files.filter(({ path }) => path.startsWith(prefix))
  if (folder && !below.length) return null
  const isShown = (path: string) => isRecursive || !path.slice(prefix.length).includes('/')
  const folders = [...foldersOf(below)].filter(
    (path) => path.startsWith(prefix) && path !== folder && isShown(path),
  )
  const entries = [
    ...below.filter(({ path }) => isShown(path)).map(toEntry),
    ...folders.map((path) => toFolder(path, below)),
  ]
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The entries of those of `paths` that there are. */
export function entriesAt(files: File[], paths: string[]): Entry[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const folders = foldersOf(files)
  return paths.flatMap((path) => {
    const file = byPath.get(path)
    if (file) return [toEntry(file)]
    return folders.has(path) ? [toFolder(path, files)] : []
  })
}

function foldersOf(files: File[]): Set<string> {
  const folders = new Set<string>()
  for (const { path } of files)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  return folders
}

const toFolder = (path: string, files: File[]): Entry => {
  const inside = files.filter((file) => file.path.startsWith(`${path}/`))
  const oid = sha1(path, ...inside.flatMap((file) => ['\0', file.path, '\0', file.sha256]))
  return { type: 'directory', oid, size: 0, path }
}
