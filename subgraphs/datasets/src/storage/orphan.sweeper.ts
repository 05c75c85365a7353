import { LockMode } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { Blob } from '../uploads/blob.entity.ts'
import { Orphan } from './orphan.entity.ts'

const orphansAPass = 1_000

/** Removes from the store what was given up, unless a repository has it still. Answers how many rows it dealt with. */
export async function sweepOrphans({ orm, objects }: Pick<App, 'orm' | 'objects'>) {
  return orm.em.fork().transactional(async (em) => {
    const orphans = await em.find(
      Orphan,
      {},
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, limit: orphansAPass },
    )
    const blobs = await em.find(Blob, { key: { $in: orphans.map(({ key }) => key) } })
    const held = new Set(blobs.map(({ key }) => key))
    for (const orphan of orphans) {
      if (!held.has(orphan.key)) await objects.discard(orphan.key, orphan.multipartId ?? null)
      em.remove(orphan)
    }
    return orphans.length
  })
}
