import type { EntityManager } from '@mikro-orm/postgresql'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader, entityLoader } from '@weft/kit/loader'
import { Repository } from './repository.entity.ts'

export const createRepositoryLoaders = (em: EntityManager, viewer: Viewer) => ({
  /** Those that the viewer may see. */
  repositories: entityLoader(em, Repository, ({ namespace }) => canSee(viewer, namespace)),

  /** Those that the viewer may see, by `namespace/name`. */
  repositoriesByRef: batchLoader<Repository>(
    (refs) => findByRef(em, viewer, refs),
    (repository) => repository.ref(),
  ),

  /** How much the committed contents of a repository take, each counted once. */
  repositorySizes: batchLoader(
    (ids): Promise<{ id: string; size: string }[]> =>
      em.execute(
        `select repository_id as id, sum(size_bytes) as size from blob
         where is_committed and repository_id = any(array[?]) group by repository_id`,
        [ids],
      ),
    ({ id }) => id,
  ),
})

function findByRef(em: EntityManager, viewer: Viewer, refs: readonly string[]) {
  const wanted = refs
    .map((ref) => ref.split('/'))
    .filter((steps) => steps.length === 2 && canSee(viewer, steps[0]!))
  if (!wanted.length) return Promise.resolve([])
  return em.find(Repository, { $or: wanted.map(([namespace, name]) => ({ namespace, name })) })
}
