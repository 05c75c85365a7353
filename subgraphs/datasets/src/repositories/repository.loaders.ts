import type { EntityManager } from '@mikro-orm/postgresql'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader, entityLoader } from '@weft/kit/loader'
import { Repository } from './repository.entity.ts'

export const createRepositoryLoaders = (em: EntityManager, viewer: Viewer) => ({
  /** Those that the viewer may see. */
  repositories: entityLoader(em, Repository, ({ namespace }) => canSee(viewer, namespace)),

  /** Those that the viewer may see, by `namespace/id`, or by `namespace/name` as it is, or was before another has it. */
  repositoriesByRef: batchLoader(
    (refs) => findByRef(em, viewer, refs),
    ({ ref }) => ref,
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

async function findByRef(em: EntityManager, viewer: Viewer, refs: readonly string[]) {
  const wanted = refs
    .map((ref) => ref.split('/'))
    .flatMap((steps) => (steps.length === 2 ? [{ namespace: steps[0]!, name: steps[1]! }] : []))
  if (!wanted.length) return []
  const ids = wanted.map(({ namespace, name: id }) => ({ namespace, id }))
  const found = await em.find(
    Repository,
    { $or: [...ids, ...wanted, { formerNames: { $overlap: [...refs] } }] },
    { orderBy: { id: 'asc' } },
  )
  const visible = found.filter(({ namespace }) => canSee(viewer, namespace))
  return refs.flatMap((ref) => {
    const repository =
      found.find(({ namespace, id }) => `${namespace}/${id}` === ref) ??
      found.find((each) => each.ref() === ref) ??
      visible.findLast(({ formerNames }) => formerNames.includes(ref)) // of several the youngest, which took the name of the others
    return repository && visible.includes(repository) ? [{ ref, repository }] : []
  })
}
