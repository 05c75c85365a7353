import { LockMode } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { Orphan } from './orphan.entity.ts'

const orphansAPass = 1_000

/** Removes the objects of deleted repositories from the store. Answers how many. */
export async function sweepOrphans({ orm, objects }: Pick<App, 'orm' | 'objects'>) {
  return orm.em.fork().transactional(async (em) => {
    const orphans = await em.find(
      Orphan,
      {},
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, limit: orphansAPass },
    )
    for (const orphan of orphans) {
      await objects.discard(orphan.key, orphan.multipartId ?? null)
      em.remove(orphan)
    }
    return orphans.length
  })
}
