import { ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import { mostProblems } from '../rows/row.check.ts'
import type { Change } from './commit.rules.ts'
import { fileAndFolder, parentsOf } from './path.rules.ts'
import type { ManifestFile } from './version.entity.ts'

/** The files of `before` after the changes, sorted by path. */
export function toTree(
  before: ManifestFile[],
  added: ManifestFile[],
  changes: Change[],
): ManifestFile[] {
  const removed = toRemoved(before, changes)
  const kept = before.filter(({ path }) => !removed.has(path))
  const files = [...kept, ...added].sort((a, b) => (a.path < b.path ? -1 : 1))
  const path = fileAndFolder(files.map((file) => file.path))
  if (!path) return files
  throw new ValidationError([
    { path: 'input.operations', message: `\`${path}\` would be a file and a folder at once.` },
  ])
}

/** The paths of `before` that the changes delete or replace. */
function toRemoved(before: ManifestFile[], changes: Change[]): Set<string> {
  const files = new Set<string>()
  const folders = new Set<string>()
  for (const { kind, path } of changes) (kind === 'deleteFolder' ? folders : files).add(path)
  const removed = new Set<string>()
  const found = new Set<string>()
  for (const { path } of before)
    for (const each of [...(files.has(path) ? [path] : []), ...foldersOf(path, folders)]) {
      removed.add(path)
      found.add(each)
    }
  const problems = changes
    .filter(({ kind, path }) => kind !== 'add' && !found.has(path))
    .map(({ path, where }): Problem => ({
      path: where,
      message: `There is no \`${path}\` to delete.`,
    }))
  if (problems.length) throw new ValidationError(problems.slice(0, mostProblems))
  return removed
}

/** Those of `folders` that hold the path. */
const foldersOf = (path: string, folders: Set<string>): string[] =>
  folders.size ? parentsOf(path).filter((folder) => folders.has(folder)) : []
