import { ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import { mostProblems } from '../rows/row.check.ts'
import type { Change } from './commit.rules.ts'
import { fileAndFolder } from './path.rules.ts'
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
  const paths = new Set(before.map(({ path }) => path))
  const removed = new Set<string>()
  const problems: Problem[] = []
  for (const { kind, path, where } of changes) {
    const found =
      kind === 'deleteFolder'
        ? before.filter((file) => file.path.startsWith(`${path}/`)).map((file) => file.path)
        : [path].filter((each) => paths.has(each))
    found.forEach((each) => removed.add(each))
    if (kind !== 'add' && !found.length)
      problems.push({ path: where, message: `There is no \`${path}\` to delete.` })
  }
  if (problems.length) throw new ValidationError(problems.slice(0, mostProblems))
  return removed
}
