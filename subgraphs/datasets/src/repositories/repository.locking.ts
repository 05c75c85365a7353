import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { Repository } from './repository.entity.ts'

/**
 * How a transaction holds a repository, as Postgres names it. With `key share` it stays where it is, for many at once who
 * bring something to it; with `no key update` one at a time changes it, beside those; with `update` nobody else does
 * anything, for it goes or moves.
 */
type Strength = 'key share' | 'no key update' | 'update'

/**
 * The repository as it is now, held until the transaction ends. Whatever else the transaction locks is locked after it, so that
 * no two wait for each other.
 */
export async function lockRepository(
  em: EntityManager,
  id: string,
  strength: Strength = 'no key update',
): Promise<Repository> {
  await em.execute(`select from repository where id = ? for ${strength}`, [id])
  const repository = await em.findOne(Repository, id, { refresh: true })
  if (!repository) throw new NotFoundError(`No dataset ${id}.`)
  return repository
}

/** As `lockRepository`, of one that is still in the namespace where it was found, and where it was asked what the caller may do. */
export async function lockUnmoved(
  em: EntityManager,
  found: Repository,
  strength: Strength,
): Promise<Repository> {
  const { namespace } = found
  const ref = found.ref()
  const repository = await lockRepository(em, found.id, strength)
  if (repository.namespace !== namespace)
    throw new ConflictError(`\`${ref}\` was moved meanwhile; look again.`)
  return repository
}

/** Runs `work` in a transaction in which the repository stays: who brings something to one that goes is told that it is gone. */
export const whileItStays = <T>(
  em: EntityManager,
  repositoryId: string,
  work: (em: EntityManager) => T | Promise<T>,
): Promise<T> =>
  em.transactional(async (em) => {
    await lockRepository(em, repositoryId, 'key share')
    return work(em)
  })
