import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import { repositoryTopic } from '../repositories/repository.entity.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { lockRepository } from '../repositories/repository.locking.ts'
import { Branch } from '../versions/version.entity.ts'
import type { Version } from '../versions/version.entity.ts'
import { findRevision } from '../versions/version.service.ts'
import { appendVersion, manifestOf } from '../versions/version.writing.ts'
import { checkMessage, checkRefName, mainBranch } from './ref.rules.ts'

export const findBranches = ({ em }: Context, repositoryId: string): Promise<Branch[]> =>
  em.find(Branch, { repositoryId }, { orderBy: { name: 'asc' }, refresh: true })

type NewBranch = {
  name: string
  /** A branch, tag or commit; `main` when left out. */
  from?: string
  /** Begins with no files and no history. */
  isEmpty?: boolean
  /** Moves a branch of this name that is there already. */
  isMoved?: boolean
}

/** Begins a branch in a repository that the caller may change. */
export async function createBranch(
  ctx: Context,
  repository: Repository,
  { name, from, isEmpty = false, isMoved = false }: NewBranch,
): Promise<Branch> {
  checkRefName(name, 'input.name')
  const start = isEmpty ? null : await findStart(ctx, repository.id, from)
  const branch = await ctx.em.transactional(async (em) => {
    const locked = await lockRepository(em, repository.id)
    const where = { repositoryId: repository.id, name }
    if (!isMoved && (await em.findOne(Branch, where, { refresh: true })))
      throw new ConflictError(`There is a branch \`${name}\` in ${repository.ref()} already.`)
    const message = `Begin ${name}`
    const author = ctx.viewer.subject
    const version =
      start ?? (await appendVersion(em, locked, { parent: null, files: [], message, author }))
    return moveBranch(em, { repository: locked, name, version })
  })
  forgetLoaded(ctx)
  return branch
}

/** Null before the first commit: then a branch begins with nothing, if nothing else was wanted. */
const findStart = (ctx: Context, repositoryId: string, from: string | undefined) =>
  from === undefined
    ? findRevision(ctx, repositoryId, mainBranch)
    : getRevision(ctx, repositoryId, from)

/** Takes the name away. What was committed stays readable by its commit. */
export async function deleteBranch(ctx: Context, { id }: Repository, name: string): Promise<void> {
  if (name === mainBranch)
    throw new ValidationError([
      {
        path: 'input.name',
        message: `\`${mainBranch}\` is the branch of a repository that stays.`,
      },
    ])
  await ctx.em.transactional(async (em) => {
    const repository = await lockRepository(em, id)
    if (!(await em.nativeDelete(Branch, { repositoryId: id, name })))
      throw new NotFoundError(`There is no branch \`${name}\` in ${repository.ref()}.`)
    await announce(em, repositoryTopic, id)
  })
  forgetLoaded(ctx)
}

type Squash = { name: string; message: string }

/** Puts one version without history in the place of all of a branch; the others stay readable by their commits. */
export async function squashBranch(
  ctx: Context,
  { id }: Repository,
  { name, message }: Squash,
): Promise<Version> {
  checkMessage(message, 'input.message')
  const version = await ctx.em.transactional(async (em) => {
    const repository = await lockRepository(em, id)
    const branch = await em.findOne(Branch, { repositoryId: id, name }, { refresh: true })
    if (!branch) throw new NotFoundError(`There is no branch \`${name}\` in ${repository.ref()}.`)
    const files = await manifestOf(em, branch.versionId)
    const author = ctx.viewer.subject
    const made = await appendVersion(em, repository, { parent: null, files, message, author })
    await moveBranch(em, { repository, name, version: made })
    return made
  })
  forgetLoaded(ctx)
  return version
}

type Move = { repository: Repository; name: string; version: Version }

/** Lets a branch stand at a version; `repository` is locked. */
export async function moveBranch(
  em: EntityManager,
  { repository, name, version }: Move,
): Promise<Branch> {
  const { id: repositoryId } = repository
  const branch = await em.upsert(Branch, { repositoryId, name, versionId: version.id })
  await announce(em, repositoryTopic, repositoryId)
  return branch
}

/** What stands at a branch, tag or commit. */
export async function getRevision(
  ctx: Context,
  repositoryId: string,
  revision: string,
): Promise<Version> {
  const version = await findRevision(ctx, repositoryId, revision)
  if (version) return version
  throw new NotFoundError(`There is no branch, tag or commit \`${revision}\`.`)
}
