import type { EntityManager } from '@mikro-orm/postgresql'
import { NotFoundError, QuotaError } from '@weft/kit/errors'
import { newId } from '@weft/kit/ids'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { Upload, partSizeFor } from '../uploads/upload.entity.ts'

export type Content = { sha256: string; sizeBytes: number }

/** How many bytes the repositories of a namespace may hold together; null is without limit. */
export async function storageQuotaOf({ loaders }: Context, namespace: string) {
  const found = await loaders.namespaces.load(namespace)
  if (!found) throw new NotFoundError(`No namespace \`${namespace}\`.`)
  return found.quota.storageBytes ?? null
}

/**
 * Announces contents that will come. From then on each takes its place in the quota of the namespace, whether its bytes
 * arrive or not, until the upload is forgotten: so many who announce at once cannot pass the quota together.
 */
export async function announceUploads(
  ctx: Context,
  { id: repositoryId, namespace }: Repository,
  contents: Content[],
): Promise<Upload[]> {
  if (!contents.length) return []
  const allowed = await storageQuotaOf(ctx, namespace)
  return ctx.em.transactional(async (em) => {
    if (allowed !== null) await checkStorage(em, { repositoryId, namespace, contents, allowed })
    return contents.map((content) =>
      em.create(Upload, {
        id: newId('upload'),
        repositoryId,
        ...content,
        partSizeBytes: partSizeFor(content.sizeBytes),
      }),
    )
  })
}

type Wanted = { repositoryId: string; namespace: string; contents: Content[]; allowed: number }

/** Refuses contents that do not fit. One at a time in a namespace, until the transaction of `em` ends. */
async function checkStorage(em: EntityManager, wanted: Wanted) {
  const { repositoryId, namespace, contents, allowed } = wanted
  await em.execute(`select pg_advisory_xact_lock(hashtext('storage'), hashtext(?))`, [namespace])
  const [row] = await em.execute<{ used: number; needed: number }[]>(sumsOfNamespace, [
    namespace,
    repositoryId,
    JSON.stringify(contents),
  ])
  const { used, needed } = row!
  if (needed <= Math.max(used, allowed)) return
  throw new QuotaError(
    `Namespace \`${namespace}\` may store ${allowed} bytes and holds ${used}, announced uploads included; ` +
      `this needs ${needed - used} more.`,
    { limit: 'storageBytes', used, allowed },
  )
}

/** Each content of each repository once, whether it is there or only announced; then with what is wanted besides. */
const sumsOfNamespace = `
  with known as (select id from repository where namespace = ?),
  held as (
    select repository_id, sha256, size_bytes from blob
      where repository_id in (select id from known)
    union all
    select repository_id, sha256, size_bytes from upload
      where completed_at is null and repository_id in (select id from known)
  ),
  wanted as (
    select ?::text, sha256, "sizeBytes"
    from jsonb_to_recordset(?::jsonb) as content(sha256 text, "sizeBytes" bigint)
  )
  select
    (select coalesce(sum(size), 0)::float8 from
      (select max(size_bytes) as size from held group by repository_id, sha256) as one) as used,
    (select coalesce(sum(size), 0)::float8 from
      (select max(size_bytes) as size from (select * from held union all select * from wanted) as every
       group by repository_id, sha256) as one) as needed`
