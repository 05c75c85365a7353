import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { requireAccess } from '@weft/kit/access'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { checkName } from '@weft/kit/names'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import { checkMove } from '../storage/storage.service.ts'
import { repositoryTopic } from './repository.entity.ts'
import type { Repository } from './repository.entity.ts'
import { refuseWhileNeeded } from './repository.needs.ts'
import { lockUnmoved } from './repository.locking.ts'

/** They read it in the name of the namespaces that they know. */
const onlyRenamed = ' It may have another name, but in this namespace.'

type Place = { namespace: string; name: string }

/**
 * Gives a repository another name, or another namespace, where it leaves its project. Its former names lead to it until
 * another repository takes them, so that what was said about it by name is found.
 */
export async function moveRepository(
  ctx: Context,
  found: Repository,
  { namespace, name }: Place,
): Promise<void> {
  const { id } = found
  requireAccess(ctx.viewer, 'hub.move', namespace)
  checkName(name, 'toRepo')
  if (!(await ctx.loaders.namespaces.load(namespace)))
    throw new NotFoundError(`No namespace \`${namespace}\`.`)
  try {
    await ctx.em.transactional(async (em) => {
      const repository = await lockUnmoved(em, found, 'update')
      if (repository.ref() === `${namespace}/${name}`) return
      if (repository.namespace !== namespace) {
        await refuseWhileNeeded(ctx, repository, onlyRenamed)
        await checkMove(ctx, em, { repositoryId: id, namespace })
        repository.projectId = null
        repository.clientRequestId = null // it was said of a namespace
      }
      const names = new Set([...repository.formerNames, repository.ref()])
      names.delete(`${namespace}/${name}`)
      em.assign(repository, { namespace, name, formerNames: [...names] })
      await em.flush()
      await announce(em, repositoryTopic, id)
    })
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new ConflictError(`There is a repository ${namespace}/${name} already.`)
  }
  forgetLoaded(ctx)
}
