import type { EntityManager } from '@mikro-orm/postgresql'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader, entityLoader } from '@weft/kit/loader'
import { Repository } from './repository.entity.ts'

export const createRepositoryLoaders = (em: EntityManager, viewer: Viewer) => ({
  /** Those that the viewer may see. */
  repositories: entityLoader(em, Repository, ({ namespace }) => canSee(viewer, namespace)),

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
