import type { Context } from '../context.ts'
import type { CommitInput, CommitOperation } from '../generated/graphql.ts'
import { getWritableRepository } from '../repositories/repository.service.ts'
import { keepSmall } from '../uploads/blob.service.ts'
import { checkChanges, checkHeading } from './commit.rules.ts'
import type { Change } from './commit.rules.ts'
import { commitChanges } from './commit.service.ts'
import type { Version } from './version.entity.ts'

/** The mutation `commit`: the texts that stand in the request become contents first. */
export async function commitOperations(ctx: Context, input: CommitInput): Promise<Version> {
  const repository = await getWritableRepository(ctx, 'commit', input.datasetId)
  const { branch = 'main', message, expectedHead, clientRequestId, operations } = input
  checkHeading({ branch, message })
  const planned = operations.map(toPlanned)
  checkChanges(planned.map(({ change }) => change))

  const texts = planned.flatMap(({ text }) => (text === null ? [] : [Buffer.from(text)]))
  const hashes = (await keepSmall(ctx, repository, texts)).values()
  const changes = planned.map(({ change, text }) =>
    text === null ? change : { ...change, kind: 'add' as const, sha256: hashes.next().value! },
  )
  const heading = { branch, message, expectedHead, clientRequestId }
  return commitChanges(ctx, { repository, ...heading, changes })
}

function toPlanned(
  operation: CommitOperation,
  index: number,
): { change: Change; text: string | null } {
  const where = `input.operations.${index}`
  if (operation.add) return { change: { kind: 'add', where, ...operation.add }, text: null }
  if (operation.addText) {
    const { path, content } = operation.addText
    return { change: { kind: 'add', where, path, sha256: '' }, text: content }
  }
  return { change: { kind: 'delete', where, path: operation.delete! }, text: null }
}
