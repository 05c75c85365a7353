import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { isUpstreamUnavailable } from '@weft/kit/errors'
import type { App } from '../app.ts'
import { Blob } from '../uploads/blob.entity.ts'
import { Orphan } from './orphan.entity.ts'

export type Sweeping = Pick<App, 'orm' | 'objects' | 'log'>

const keptHours = 24
export const orphansAPass = 100

/**
 * Removes from the store what was given up more than a day ago, unless a repository has it still. By then, no bytes are
 * on their way to it any more. Answers how many rows it dealt with.
 */
export async function sweepOrphans(app: Sweeping, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keptHours * 3_600_000)
  return app.orm.em.fork().transactional(async (em) => {
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
      const { key, multipartId = null } = orphan
      if (held.has(key) || (await discard(app, em, { key, multipartId, now }))) em.remove(orphan)
    }
    return orphans.length
  })
}

type Unwanted = { key: string; multipartId: string | null; now: Date }

/**
 * Removes an object from the store. One that cannot be removed is told in the log, and left to the sweeper of orphans, which
 * tries again a day later: it holds up no other. Throws when the store is away.
 */
export async function discard(
  { objects, log }: Pick<Sweeping, 'objects' | 'log'>,
  em: EntityManager,
  { key, multipartId, now }: Unwanted,
): Promise<boolean> {
  try {
    await objects.discard(key, multipartId)
    return true
  } catch (error) {
    if (isUpstreamUnavailable(error)) throw error
    log.error(error, `orphans: \`${key}\` could not be removed; it is tried again in a day`)
    await em.upsert(Orphan, { key, multipartId, createdAt: now })
    return false
  }
}
