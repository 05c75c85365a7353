import { ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import { whileItStays } from '../repositories/repository.locking.ts'
import { mostProblems } from '../rows/row.check.ts'
import type { RowProblem } from '../rows/row.check.ts'
import { findRowSets, keepPending, keepRead, keyOf, readSource } from '../rows/row-set.reading.ts'
import type { ReadRows, RowSource } from '../rows/row-set.reading.ts'
import type { ManifestFile } from './version.entity.ts'

/**
 * Reads every row that the files hold, if together they are small enough to wait for: a bad row refuses them all then,
 * with its file and line. Larger ones are left to be read in the background.
 */
export async function readAdded(
  { em, objects, config }: Context,
  repositoryId: string,
  files: ManifestFile[],
): Promise<void> {
  const added = files.flatMap((file) => toSource(repositoryId, file))
  if (!added.length) return
  const known = await findRowSets(
    em,
    repositoryId,
    added.map(({ source }) => source),
  )
  const unread = new Map(
    added
      .flatMap(({ source }) => (known.has(keyOf(source)) ? [] : [[keyOf(source), source] as const]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)), // in which all keep them: two would wait for each other
  )
  const sizeBytes = [...unread.values()].reduce((sum, source) => sum + source.sizeBytes, 0)
  if (sizeBytes > config.ROWS_AT_ONCE_BYTES) {
    refuseBad(added, known)
    const pending = [...unread.values()]
    return whileItStays(em, repositoryId, (em) => keepPending(em, pending))
  }
  const read = new Map<string, ReadRows>()
  for (const [key, source] of unread) read.set(key, await readSource({ em, objects }, source))
  const checked = new Map([...read].map(([key, one]) => [key, one.checked] as const))
  refuseBad(added, new Map([...known, ...checked]))
  await whileItStays(em, repositoryId, (em) => keepRead(em, [...read.values()]))
}

type Added = { path: string; source: RowSource }

const toSource = (
  repositoryId: string,
  { path, sha256, sizeBytes, split, syntax }: ManifestFile,
): Added[] =>
  split && syntax ? [{ path, source: { repositoryId, sha256, sizeBytes, split, syntax } }] : []

type Told = { problems: RowProblem[]; problemCount: number }

function refuseBad(added: Added[], told: Map<string, Told>) {
  const problems: Problem[] = []
  let problemCount = 0
  for (const { path, source } of added) {
    const rows = told.get(keyOf(source))
    problemCount += rows?.problemCount ?? 0
    for (const { line, message } of rows?.problems ?? [])
      problems.push({ path: `${path}:${line}`, message })
  }
  if (problemCount) throw badRows(problems.slice(0, mostProblems), problemCount)
}

function badRows(problems: Problem[], problemCount: number) {
  const error = new ValidationError(problems)
  const more =
    problemCount > problems.length ? `, of which these are the first ${mostProblems}` : ''
  const rows = problemCount === 1 ? 'One row is' : `${problemCount} rows are`
  error.message = `${rows} not valid${more}:\n${error.message}`
  return error
}
