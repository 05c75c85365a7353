import { createHash } from 'node:crypto'
import type { ManifestFile } from './version.entity.ts'

/** The id that git gives a content. */
export const gitOid = (type: 'blob' | 'tree', content: Buffer): string =>
  createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')

type Content = Pick<ManifestFile, 'sha256' | 'sizeBytes' | 'gitOid'>

/** What stands in git for a file that is not small: a pointer of Git LFS. */
export const pointerOf = ({ sha256, sizeBytes }: Content): Buffer =>
  Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${sizeBytes}\n`,
  )

/** The id of a file in git: of its bytes, or of its pointer. */
export const fileOid = (file: Content): string => file.gitOid ?? gitOid('blob', pointerOf(file))

export type Folder = { path: string; oid: string }
type Entry = { mode: '100644' | '40000'; name: Buffer; oid: string }

/** The folders that files make, from the deepest to the root `''`, each with the id that git gives its tree. */
export function toFolders(files: ManifestFile[]): Folder[] {
  const entries = new Map<string, Entry[]>([['', []]])
  const entriesOf = (path: string): Entry[] => {
    const known = entries.get(path)
    if (known) return known
    const made: Entry[] = []
    entriesOf(split(path).folder)
    entries.set(path, made)
    return made
  }
  for (const file of files) {
    const { folder, name } = split(file.path)
    entriesOf(folder).push({ mode: '100644', name, oid: fileOid(file) })
  }
  // a folder stands in the map after the one that it is in
  return [...entries].reverse().map(([path, inside]) => {
    const oid = treeOid(inside)
    const { folder, name } = split(path)
    if (path) entries.get(folder)!.push({ mode: '40000', name, oid })
    return { path, oid }
  })
}

function split(path: string) {
  const end = path.lastIndexOf('/')
  return { folder: path.slice(0, Math.max(end, 0)), name: Buffer.from(path.slice(end + 1)) }
}

/** Git sorts the bytes of the names as if those of folders ended in a slash. */
function treeOid(entries: Entry[]): string {
  const sorted = entries
    .map((entry) => ({ ...entry, key: Buffer.concat([entry.name, slashOf(entry)]) }))
    .sort((a, b) => a.key.compare(b.key))
  const lines = sorted.flatMap(({ mode, name, oid }) => [
    Buffer.from(`${mode} `),
    name,
    Buffer.from([0]),
    Buffer.from(oid, 'hex'),
  ])
  return gitOid('tree', Buffer.concat(lines))
}

const slashOf = ({ mode }: Entry) => Buffer.from(mode === '40000' ? '/' : '')
