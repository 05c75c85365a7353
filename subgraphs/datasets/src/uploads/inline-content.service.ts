import type { EntityManager } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { whileItStays } from '../repositories/repository.locking.ts'
import { giveUp } from '../storage/orphan.entity.ts'
import { announceWrites, reserveStorage, storageQuotaOf } from '../storage/storage.service.ts'
import { gitOid } from '../versions/git.oids.ts'
import { holdBlobs, sha256Of } from './blob.service.ts'
import { keyOfSmall } from './small-content.store.ts'
import { Upload } from './upload.entity.ts'

/** Beyond this, a file of a folder costs less than a row (ADR 29). */
const largestRowBytes = 16 * 1024
/** How many objects are written at a time. */
const writers = 8

type Given = { sha256: string; sizeBytes: number; bytes: Buffer }
type Kept = Given & { key: string }

/** Keeps contents that came inside a request; answers their hashes in their order. */
export async function keepInline(
  ctx: Context,
  repository: Repository,
  contents: Buffer[],
): Promise<string[]> {
  const hashes = contents.map(sha256Of)
  const known = await holdBlobs(ctx, repository.id, hashes)
  const missing = new Map<string, Given>()
  for (const [index, bytes] of contents.entries()) {
    const sha256 = hashes[index]!
    if (!known.has(sha256)) missing.set(sha256, { sha256, sizeBytes: bytes.length, bytes })
  }
  const given = [...missing.values()]
  const { small = [], large = [] } = Object.groupBy(given, ({ sizeBytes }) =>
    sizeBytes <= largestRowBytes ? 'small' : 'large',
  )
  await keepRows(ctx, repository, small)
  await keepObjects(ctx, repository, large)
  return hashes
}

/** Blobs and bytes in one transaction: those that somebody else brought to the repository meanwhile are left out. */
async function keepRows(ctx: Context, repository: Repository, given: Given[]) {
  if (!given.length) return
  const contents = given.map((content) => ({
    ...content,
    key: keyOfSmall(repository.id, newId('content'), content.sha256),
  }))
  const sizes = given.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes }))
  await reserveStorage(ctx, repository, { contents: sizes }, async (em) => {
    const kept = await insertBlobs(em, repository.id, contents)
    const rows = contents.filter(({ key }) => kept.has(key))
    if (rows.length) await insertBytes(em, rows)
  })
}

/** By Kysely, which sends bytes as they are; the entity manager would write them as hex into the text of the statement. */
async function insertBytes(em: EntityManager, rows: Kept[]) {
  const values = rows.map(({ key, bytes }) => ({ key, bytes }))
  await em
    .getKysely<{ small_content: { key: string; bytes: Buffer } }>()
    .insertInto('small_content')
    .values(values)
    .execute()
}

/** While they are written, they are announced where there is a quota, so that nobody else takes their place in it. */
async function keepObjects(ctx: Context, repository: Repository, given: Given[]) {
  if (!given.length) return
  const { em } = ctx
  const sizes = given.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes }))
  const isLimited = (await storageQuotaOf(ctx, repository.namespace)) !== null
  const announced = isLimited ? await announceWrites(ctx, repository, sizes) : []
  try {
    await writeObjects(ctx, repository.id, given)
  } finally {
    if (isLimited) await em.nativeDelete(Upload, { id: { $in: announced.map(({ id }) => id) } })
  }
}

/** They are given up before they are written: what no blob names a day later is removed, whatever became of this process or of others who brought the same. */
async function writeObjects({ em, objects }: Context, repositoryId: string, given: Given[]) {
  const contents = given.map((content) => ({
    ...content,
    key: `blobs/${repositoryId}/${newId('content')}/${content.sha256}`,
  }))
  const waiting = contents.values()
  await giveUp(
    em,
    contents.map(({ key }) => key),
  )
  const write = async () => {
    for (const { key, bytes } of waiting) await objects.put(key, bytes)
  }
  const written = await Promise.allSettled(Array.from({ length: writers }, write))
  const failed = written.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  await whileItStays(em, repositoryId, (em) => insertBlobs(em, repositoryId, contents))
}

/** Answers the keys of those that were not there. Not by `upsert`: it leaves entities behind whose `sizeBytes` are texts, as the driver gives them. */
async function insertBlobs(em: EntityManager, repositoryId: string, contents: Kept[]) {
  const blobs = contents.map(({ key, sha256, sizeBytes, bytes }) => {
    return { key, sha256, sizeBytes, gitOid: gitOid('blob', bytes) }
  })
  const kept = await em.execute<{ key: string }[]>(
    `insert into blob (repository_id, sha256, size_bytes, key, git_oid, is_committed, brought_at)
       select ?, sha256, "sizeBytes", key, "gitOid", false, now()
       from jsonb_to_recordset(?::jsonb)
         as given(key text, sha256 text, "sizeBytes" bigint, "gitOid" text)
       order by sha256
     on conflict do nothing returning key`,
    [repositoryId, JSON.stringify(blobs)],
  )
  return new Set(kept.map(({ key }) => key))
}
