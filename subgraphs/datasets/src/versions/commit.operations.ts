import { ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import type { CommitInput, CommitOperation, CopyFileInput } from '../generated/graphql.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { findRepository, getWritableRepository } from '../repositories/repository.service.ts'
import { mostProblems } from '../rows/row.check.ts'
import { keepInline } from '../uploads/inline-content.service.ts'
import { checkChanges, checkHeading } from './commit.rules.ts'
import type { Change } from './commit.rules.ts'
import { commitChanges, findByRequest } from './commit.service.ts'
import type { Version } from './version.entity.ts'
import { findFile, findRevision } from './version.service.ts'

/** The mutation `commit`: the texts that stand in the request become contents first. */
export async function commitOperations(ctx: Context, input: CommitInput): Promise<Version> {
  const repository = await getWritableRepository(ctx, 'commit', input.datasetId)
  const { branch = 'main', message, expectedHead, clientRequestId, operations } = input
  const earlier = await findByRequest(ctx.em, { repository, clientRequestId })
  if (earlier) return earlier // what it copied may be gone
  checkHeading({ branch, message })
  const planned = await Promise.all(
    operations.map((operation, index) => toPlanned(ctx, repository, { operation, index })),
  )
  checkChanges(planned.map(({ change }) => change))
  const problems = planned.flatMap(({ problem }) => problem ?? [])
  if (problems.length) throw new ValidationError(problems.slice(0, mostProblems))

  const texts = planned.flatMap(({ text }) => (text === null ? [] : [Buffer.from(text)]))
  const hashes = (await keepInline(ctx, repository, texts)).values()
  const changes = planned.map(({ change, text }) =>
    text === null ? change : { ...change, kind: 'add' as const, sha256: hashes.next().value! },
  )
  const heading = { branch, message, expectedHead, clientRequestId }
  return commitChanges(ctx, { repository, ...heading, changes })
}

type Planned = { change: Change; text: string | null; problem?: Problem | null }

async function toPlanned(
  ctx: Context,
  repository: Repository,
  { operation, index }: { operation: CommitOperation; index: number },
): Promise<Planned> {
  const where = `input.operations.${index}`
  if (operation.add) return { change: { kind: 'add', where, ...operation.add }, text: null }
  if (operation.addText) {
    const { path, content } = operation.addText
    return { change: { kind: 'add', where, path, sha256: '' }, text: content }
  }
  if (operation.copy) return toCopy(ctx, repository, { copy: operation.copy, where })
  return { change: { kind: 'delete', where, path: operation.delete! }, text: null }
}

type Copy = { copy: CopyFileInput; where: string }

/** A copy adds the content that stands elsewhere. What may not be read is refused in the words for what is not there. */
async function toCopy(
  ctx: Context,
  repository: Repository,
  { copy: { fromDatasetId, fromRevision = 'main', fromPath, toPath: path }, where }: Copy,
): Promise<Planned> {
  const source = fromDatasetId ? await findRepository(ctx, { id: fromDatasetId }) : repository
  const version = source && (await findRevision(ctx, source.id, fromRevision))
  const file = version && (await findFile(ctx, version.id, fromPath))
  const message = `There is no file \`${fromPath}\` at \`${fromRevision}\` there, or you may not read it.`
  return {
    change: { kind: 'add', where, path, sha256: file?.sha256 ?? '' },
    text: null,
    problem: file ? null : { path: where, message },
  }
}
