import type { EntityManager } from '@mikro-orm/postgresql'
import { visibleNamespaces } from '@weft/kit/identity'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { reserveStorage } from '../storage/storage.service.ts'

/** A content that is wanted; of one size, if that is known. */
type Wanted = { sha256: string; sizeBytes?: number }

type Source = { sha256: string; sizeBytes: number; key: string; gitOid: string | null }

/**
 * Gives this repository those of the contents that stand in a version which the viewer may read. No byte moves. Answers whether there were any. What
 * one may not read takes the same way as what is not there.
 */
export async function linkReadable(
  ctx: Context,
  repository: Repository,
  wanted: Wanted[],
): Promise<boolean> {
  if (!wanted.length) return false
  const readable = await findReadable(ctx.em, ctx, { wanted, isLocked: false })
  if (!readable.length) return false
  await reserveStorage(ctx, repository, { contents: readable }, async (em) => {
    const sources = await findReadable(em, ctx, { wanted: readable, isLocked: true })
    await em.execute(
      `insert into blob (repository_id, sha256, size_bytes, key, git_oid, is_committed, brought_at)
       select ?, sha256, "sizeBytes", key, "gitOid", false, now()
       from jsonb_to_recordset(?::jsonb)
         as source(sha256 text, "sizeBytes" bigint, key text, "gitOid" text)
       order by sha256 on conflict do nothing`,
      [repository.id, JSON.stringify(sources)],
    )
  })
  return true
}

/** One blob of each content; a locked one stays until the transaction ends, and its object with it. */
function findReadable(
  em: EntityManager,
  { viewer }: Pick<Context, 'viewer'>,
  { wanted, isLocked }: { wanted: Wanted[]; isLocked: boolean },
): Promise<Source[]> {
  const names = visibleNamespaces(viewer)
  return em.execute(
    `select found.* from jsonb_to_recordset(?::jsonb) as wanted(sha256 text, "sizeBytes" bigint)
     cross join lateral (
       select sha256, size_bytes::float8 as "sizeBytes", key, git_oid as "gitOid" from blob
       where sha256 = wanted.sha256 and is_committed
         and size_bytes = coalesce(wanted."sizeBytes", size_bytes)
         and (? or repository_id in (select id from repository where namespace in
           (select jsonb_array_elements_text(?::jsonb))))
       limit 1 ${isLocked ? 'for share' : ''}
     ) found order by found.sha256`,
    [JSON.stringify(wanted), names === '*', JSON.stringify(names === '*' ? [] : names)],
  )
}
