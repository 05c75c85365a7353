import type { EntityManager } from '@mikro-orm/postgresql'
import { NotFoundError, QuotaError } from '@weft/kit/errors'
import { newId } from '@weft/kit/ids'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { lockUnmoved } from '../repositories/repository.locking.ts'
import { Upload, joinedHours, partSizeFor } from '../uploads/upload.entity.ts'
import { Xorb, keptHours } from '../xet/xorb.entity.ts'

export type Content = { sha256: string; sizeBytes: number }

/** How many bytes the repositories of a namespace may hold together; null is without limit. */
export async function storageQuotaOf({ loaders }: Context, namespace: string) {
  const found = await loaders.namespaces.load(namespace)
  if (!found) throw new NotFoundError(`No namespace \`${namespace}\`.`)
  return found.quota.storageBytes ?? null
}

type Reserved = { contents: Content[]; strength?: 'key share' | 'no key update' }

/** Runs `keep` in a transaction in which the contents have their place in the quota of the namespace, and the repository stays in that. */
export async function reserveStorage<T>(
  ctx: Context,
  repository: Repository,
  { contents, strength = 'key share' }: Reserved,
  keep: (em: EntityManager) => T | Promise<T>,
): Promise<T> {
  const { id: repositoryId, namespace } = repository
  const allowed = await storageQuotaOf(ctx, namespace)
  return ctx.em.transactional(async (em) => {
    await lockUnmoved(em, repository, strength)
    if (allowed !== null) {
      await lockNamespace(em, namespace)
      const values = [namespace, repositoryId, JSON.stringify(contents)]
      const [sums] = await em.execute<{ used: number; needed: number }[]>(sumsOfNamespace, values)
      checkRoom({ namespace, allowed, ...sums! })
    }
    return keep(em)
  })
}

/** Announces contents that the service itself will write: they take their place in the quota until their uploads are completed or deleted. */
export async function announceWrites(
  ctx: Context,
  repository: Repository,
  contents: Content[],
): Promise<Upload[]> {
  if (!contents.length) return []
  const { id: repositoryId } = repository
  return reserveStorage(ctx, repository, { contents }, (em) =>
    contents.map((content) =>
      em.create(Upload, { id: newId('upload'), repositoryId, ...content, partSizeBytes: null }),
    ),
  )
}

/**
 * Announces contents that will come by URLs, and answers the upload of each. It takes its place in the quota of the namespace
 * whether its bytes arrive or not, until it is forgotten; so many who announce at once cannot pass the quota together, and
 * all who announce the same bring it by the same upload.
 */
export async function announceUploads(
  ctx: Context,
  repository: Repository,
  contents: Content[],
): Promise<Upload[]> {
  if (!contents.length) return []
  const { id: repositoryId } = repository
  const checksHashes = await ctx.objects.checksHashes()
  return reserveStorage(ctx, repository, { contents, strength: 'no key update' }, async (em) => {
    const open = await em.find(Upload, {
      repositoryId,
      sha256: { $in: contents.map(({ sha256 }) => sha256) },
      partSizeBytes: { $ne: null },
      completedAt: null,
      createdAt: { $gt: new Date(Date.now() - joinedHours * 3_600_000) },
    })
    const byName = new Map(open.map((upload) => [nameOf(upload), upload]))
    return contents.map((content) => {
      const partSizeBytes = partSizeFor(content.sizeBytes, { checksHashes })
      const name = nameOf({ ...content, partSizeBytes })
      const upload =
        byName.get(name) ??
        em.create(Upload, { id: newId('upload'), repositoryId, ...content, partSizeBytes })
      byName.set(name, upload)
      return upload
    })
  })
}

/** What is the same of uploads that are one. */
const nameOf = ({ sha256, sizeBytes, partSizeBytes }: Content & Pick<Upload, 'partSizeBytes'>) =>
  `${sha256} ${sizeBytes} ${partSizeBytes}`

/**
 * Makes room for a xorb that will come. It counts beside what the namespace holds until each of its chunks stands in a
 * blob, or it is forgotten; files made of it are counted for themselves, as if it were not there.
 */
export async function announceXorb(
  ctx: Context,
  repository: Repository,
  { hash, sizeBytes }: { hash: string; sizeBytes: number },
): Promise<Xorb> {
  const { id: repositoryId, namespace } = repository
  const allowed = await storageQuotaOf(ctx, namespace)
  return ctx.em.transactional(async (em) => {
    await lockUnmoved(em, repository, 'key share')
    if (allowed !== null) {
      await lockNamespace(em, namespace)
      const used = await sizeHeld(em, 'namespace', namespace)
      checkRoom({ namespace, allowed, used, needed: used + sizeBytes })
    }
    const keptUntil = new Date(Date.now() + keptHours * 3_600_000)
    return em.create(Xorb, { id: newId('xorb'), repositoryId, hash, sizeBytes, keptUntil })
  })
}

/** Sees that all of a repository fits into another namespace; nobody else comes between until the transaction ends. */
export async function checkMove(
  ctx: Context,
  em: EntityManager,
  { repositoryId, namespace }: { repositoryId: string; namespace: string },
): Promise<void> {
  const allowed = await storageQuotaOf(ctx, namespace)
  if (allowed === null) return
  await lockNamespace(em, namespace)
  const used = await sizeHeld(em, 'namespace', namespace)
  const moved = await sizeHeld(em, 'id', repositoryId)
  checkRoom({ namespace, allowed, used, needed: used + moved })
}

/** One at a time asks what a namespace holds, until the transaction of `em` ends. */
const lockNamespace = (em: EntityManager, namespace: string) =>
  em.execute(`select pg_advisory_xact_lock(hashtext('storage'), hashtext(?))`, [namespace])

/** What the repositories of a namespace, or one by its id, hold; xorbs that wait are counted too. */
async function sizeHeld(em: EntityManager, column: 'namespace' | 'id', value: string) {
  const [row] = await em.execute<{ held: number }[]>(sizeOfKnown(column), [value])
  return row!.held
}

type Room = { namespace: string; allowed: number; used: number; needed: number }

function checkRoom({ namespace, allowed, used, needed }: Room) {
  if (needed <= Math.max(used, allowed)) return
  throw new QuotaError(
    `Namespace \`${namespace}\` may store ${allowed} bytes and holds ${used}, announced uploads included; ` +
      `this needs ${needed - used} more.`,
    { limit: 'storageBytes', used, allowed },
  )
}

/** The contents of `known` repositories, whether they are there or only announced. */
const contentsOfKnown = `
    select repository_id, sha256, size_bytes from blob
      where repository_id in (select id from known)
    union all
    select repository_id, sha256, size_bytes from upload
      where completed_at is null and repository_id in (select id from known)`

/** Each content of each repository once; one that was announced with several sizes may come with each of them. */
const sizeOf = (contents: string) => `
    (select coalesce(sum(size_bytes), 0)::float8 from (select distinct * from ${contents}) as one)`

/** What is held, and what would be with what is wanted. */
const sumsOfNamespace = `
  with known as (select id from repository where namespace = ?),
  held as (${contentsOfKnown}),
  wanted as (
    select ?::text, sha256, "sizeBytes"
    from jsonb_to_recordset(?::jsonb) as content(sha256 text, "sizeBytes" bigint)
  ),
  every as (select * from held union all select * from wanted)
  select ${sizeOf('held')} as used, ${sizeOf('every')} as needed`

const sizeOfKnown = (column: 'namespace' | 'id') => `
  with known as (select id from repository where ${column} = ?),
  held as (${contentsOfKnown})
  select ${sizeOf('held')} + (
    select coalesce(sum(size_bytes), 0)::float8 from xorb
    where not is_covered and kept_until is not null and repository_id in (select id from known)
  ) as held`
