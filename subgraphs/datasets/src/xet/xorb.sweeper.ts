import { LockMode } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { XorbPlace } from './xorb-place.entity.ts'
import { Xorb } from './xorb.entity.ts'

export const xorbsAPass = 100

/**
 * Drops the bytes of xorbs whose time is over. Those of which nothing stands in a blob are forgotten; the others are
 * found there from now on. Answers how many it dropped.
 */
export async function sweepXorbs(
  { orm, objects }: Pick<App, 'orm' | 'objects'>,
  now = new Date(),
): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const xorbs = await em.find(
      Xorb,
      { keptUntil: { $lt: now } },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, limit: xorbsAPass },
    )
    for (const xorb of xorbs) {
      const { repositoryId, hash: xorbHash } = xorb
      await objects.discard(xorb.key(), null)
      if (await em.count(XorbPlace, { repositoryId, xorbHash })) xorb.keptUntil = null
      else em.remove(xorb)
    }
    return xorbs.length
  })
}
