import { ValidationError } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import { checkRows, mostProblems } from '../rows/row.check.ts'
import { splitOf } from '../rows/row.formats.ts'
import { blobKey } from '../uploads/blob.entity.ts'
import type { ManifestFile } from './version.entity.ts'

/** Reads every row that the files of splits hold; a bad one refuses them all, with its file and line. */
export async function readRows(
  { objects }: Context,
  repositoryId: string,
  files: ManifestFile[],
): Promise<ManifestFile[]> {
  const read: ManifestFile[] = []
  const problems = []
  let problemCount = 0
  for (const file of files) {
    const split = splitOf(file.path)
    if (!split) {
      read.push(file)
      continue
    }
    const source = await objects.read(blobKey(repositoryId, file.sha256))
    const checked = await checkRows(source, { path: file.path, split })
    problems.push(...checked.problems)
    problemCount += checked.problemCount
    read.push({ ...file, rowFormat: checked.format, rowCount: checked.rowCount })
  }
  if (problemCount) throw badRows(problems.slice(0, mostProblems), problemCount)
  return read
}

function badRows(problems: { path: string; message: string }[], problemCount: number) {
  const error = new ValidationError(problems)
  const more =
    problemCount > problems.length ? `, of which these are the first ${mostProblems}` : ''
  const rows = problemCount === 1 ? 'One row is' : `${problemCount} rows are`
  error.message = `${rows} not valid${more}:\n${error.message}`
  return error
}
