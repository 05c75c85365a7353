import { isRefName, longestMessage } from '../refs/ref.rules.ts'
import { ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import { mostProblems } from '../rows/row.check.ts'
import { pathProblem } from './path.rules.ts'

/** One change to the tree; `where` is where the caller named it. */
export type Change = { path: string; where: string } & (
  | { kind: 'add'; sha256: string }
  | { kind: 'delete' }
  | { kind: 'deleteFolder' }
)

export const mostChanges = 10_000

export function checkHeading({ branch, message }: { branch: string; message: string }): void {
  const problems: Problem[] = [
    ...(isRefName(branch)
      ? []
      : [{ path: 'input.branch', message: `\`${branch.slice(0, 100)}\` cannot name a branch.` }]),
    ...(message.trim() && message.length <= longestMessage
      ? []
      : [{ path: 'input.message', message: 'A message has 1 to 10,000 characters.' }]),
  ]
  if (problems.length) throw new ValidationError(problems)
}

/** Refuses what no repository could take: bad paths, a path named twice, nothing at all, too much at once. */
export function checkChanges(changes: Change[]): void {
  if (!changes.length || changes.length > mostChanges)
    throw new ValidationError([
      {
        path: 'input.operations',
        message: `There are ${changes.length}; a commit has 1 to 10,000 of them.`,
      },
    ])
  const seen = new Set<string>()
  const problems = changes.flatMap(({ path, where }) => {
    const isTwice = seen.has(path)
    seen.add(path)
    const message = pathProblem(path) ?? (isTwice ? `\`${path}\` is named twice.` : null)
    return message ? [{ path: where, message }] : []
  })
  if (problems.length) throw new ValidationError(problems.slice(0, mostProblems))
}
