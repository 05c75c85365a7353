import { LockMode } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { Blob } from '../uploads/blob.entity.ts'
import { Orphan } from './orphan.entity.ts'

const keptHours = 24
export const orphansAPass = 100

/**
 * Removes from the store what was given up more than a day ago, unless a repository has it still. By then, no bytes are
 * on their way to it any more. Answers how many rows it dealt with.
 */
export async function sweepOrphans(
  { orm, objects }: Pick<App, 'orm' | 'objects'>,
  now = new Date(),
): Promise<number> {
  const before = new Date(now.getTime() - keptHours * 3_600_000)
  return orm.em.fork().transactional(async (em) => {
    const orphans = await em.find(
      Orphan,
      { createdAt: { $lt: before } },
      {
        lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
        orderBy: { createdAt: 'asc' },
        limit: orphansAPass,
      },
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
