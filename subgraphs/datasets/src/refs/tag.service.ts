import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import { repositoryTopic } from '../repositories/repository.entity.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { whileItStays } from '../repositories/repository.locking.ts'
import { getRevision } from './branch.service.ts'
import { checkMessage, checkRefName } from './ref.rules.ts'
import { Tag } from './tag.entity.ts'

export const findTags = ({ em }: Context, repositoryId: string): Promise<Tag[]> =>
  em.find(Tag, { repositoryId }, { orderBy: { name: 'asc' } })

type NewTag = { name: string; revision: string; message?: string | null }

/** Names one version of a repository that the caller may change, for good. */
export async function createTag(
  ctx: Context,
  { id: repositoryId }: Repository,
  { name, revision, message = null }: NewTag,
): Promise<Tag> {
  checkRefName(name, 'input.name')
  checkMessage(message, 'input.message')
  const { id: versionId } = await getRevision(ctx, repositoryId, revision)
  const createdBy = ctx.viewer.subject
  try {
    return await whileItStays(ctx.em.fork(), repositoryId, async (em) => {
      const tag = em.create(Tag, { repositoryId, name, versionId, message, createdBy })
      await em.flush()
      await announce(em, repositoryTopic, repositoryId)
      return tag
    })
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new ConflictError(`There is a tag \`${name}\` already; a tag does not move.`)
  } finally {
    forgetLoaded(ctx)
  }
}

export async function deleteTag(ctx: Context, repository: Repository, name: string): Promise<void> {
  await ctx.em.transactional(async (em) => {
    if (!(await em.nativeDelete(Tag, { repositoryId: repository.id, name })))
      throw new NotFoundError(`There is no tag \`${name}\` in ${repository.ref()}.`)
    await announce(em, repositoryTopic, repository.id)
  })
  forgetLoaded(ctx)
}
