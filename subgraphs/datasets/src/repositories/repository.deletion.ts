import type { EntityManager } from '@mikro-orm/postgresql'
import { NotFoundError } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { canSee } from '@weft/kit/identity'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import { repositoryTopic } from './repository.entity.ts'
import type { Repository } from './repository.entity.ts'
import { lockRepository, lockUnmoved } from './repository.locking.ts'
import { refuseWhileNeeded } from './repository.needs.ts'

/**
 * Takes a repository away that no model and no job needs, with all its versions. Its objects are removed from the store
 * afterwards.
 */
export async function deleteRepository(ctx: Context, found: Repository): Promise<{ id: string }> {
  const { id } = found
  await ctx.em.fork().transactional(async (em) => {
    const repository = await lockUnmoved(em, found, 'update')
    await refuseWhileNeeded(ctx, repository)
    await em.execute(lockBlobs, [id])
    await em.execute(orphansOf, [id, id, id, id])
    for (const table of tables)
      await em.execute(`delete from ${table} where repository_id = ?`, [id])
    await em.remove(repository).flush()
    await announce(em, repositoryTopic, id)
  })
  forgetLoaded(ctx)
  return { id }
}

/**
 * A repository that the viewer still sees once the deletion or the move that may be under way has ended. What needs it asks this after
 * it was written down: then either it learns that the repository is gone, or the deletion that it is needed.
 */
export async function findRemaining(
  { em, viewer }: Context,
  id: string,
): Promise<Repository | null> {
  try {
    const held = (em: EntityManager) => lockRepository(em, id, 'key share')
    const repository = await em.fork().transactional(held)
    return canSee(viewer, repository.namespace) ? repository : null
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}

/** All that have rows of a repository, from those that refer to others to those that are referred to. */
export const tables = [
  'tag',
  'branch',
  'commit_request',
  'version_file',
  'version_folder',
  'version',
  'xorb_place',
  'xorb_chunk',
  'xorb',
  'upload',
  'blob',
]

/** In the order in which those lock them who give contents of this repository to another. */
const lockBlobs = `select from blob where repository_id = ? order by sha256 for update`

const orphansOf = `
  insert into orphan (key, multipart_id)
    select distinct key, null from blob where repository_id = ?
    union all
    select 'blobs/' || repository_id || '/' || id || '/' || sha256, multipart_id from upload
      where repository_id = ? and completed_at is null
    union all
    select 'uploads/' || id, null from upload where repository_id = ?
    union all
    select 'uploads/' || id, null from xorb where repository_id = ?
    order by 1
  on conflict (key) do update set created_at = excluded.created_at`
