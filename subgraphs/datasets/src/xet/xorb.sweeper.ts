import { LockMode } from '@mikro-orm/postgresql'
import { discard } from '../storage/orphan.sweeper.ts'
import type { Sweeping } from '../storage/orphan.sweeper.ts'
import { Xorb } from './xorb.entity.ts'

export const xorbsAPass = 100

/**
 * Drops the bytes of xorbs whose time is over. Those of which something stands in a blob are found there from now on; those of
 * which nothing does, or does any more, are forgotten. Answers how many it dealt with.
 */
export async function sweepXorbs(app: Sweeping, now = new Date()): Promise<number> {
  return app.orm.em.fork().transactional(async (em) => {
    const xorbs = await em.find(
      Xorb,
      { keptUntil: { $lt: now } },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, limit: xorbsAPass },
    )
    for (const xorb of xorbs) {
      await discard(app, em, { key: xorb.key(), multipartId: null, now })
      xorb.keptUntil = null
    }
    await em.flush()
    const forgotten = await em.execute<object[]>(forgetXorbs, [xorbsAPass])
    if (forgotten.length) await em.execute(forgetChunks, [JSON.stringify(forgotten)])
    return Math.max(xorbs.length, forgotten.length)
  })
}

const forgetXorbs = `
  delete from xorb where id in (
    select id from xorb where kept_until is null and not exists (
      select from xorb_place place
      where place.repository_id = xorb.repository_id and place.xorb_hash = xorb.hash
    ) limit ? for update skip locked
  ) returning repository_id as "repositoryId", hash`

const forgetChunks = `
  delete from xorb_chunk chunk using jsonb_to_recordset(?::jsonb) as gone("repositoryId" text, hash text)
  where chunk.repository_id = gone."repositoryId" and chunk.xorb_hash = gone.hash
    and not exists (
      select from xorb where xorb.repository_id = chunk.repository_id and xorb.hash = chunk.xorb_hash
    )`
