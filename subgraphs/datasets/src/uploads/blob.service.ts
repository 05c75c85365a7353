import { createHash } from 'node:crypto'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { announceUploads, storageQuotaOf } from '../storage/storage.service.ts'
import { Blob, blobKey } from './blob.entity.ts'
import { insertBlobs } from './blob.writing.ts'
import { Upload } from './upload.entity.ts'
import { settle } from './upload.settling.ts'

/** How many small contents are written at a time. */
const writers = 8

/** Keeps contents that came inside a request; answers their hashes in their order. */
export async function keepSmall(
  ctx: Context,
  repository: Repository,
  contents: Buffer[],
): Promise<string[]> {
  const bySha256 = new Map(contents.map((bytes) => [sha256Of(bytes), bytes]))
  const known = await findBlobs(ctx, repository.id, [...bySha256.keys()])
  const missing = [...bySha256].filter(([sha256]) => !known.has(sha256))
  if (missing.length) await keepMissing(ctx, repository, missing)
  return contents.map(sha256Of)
}

/** While they are written, they are announced where there is a quota, so that nobody else takes their place in it. */
async function keepMissing(ctx: Context, repository: Repository, missing: [string, Buffer][]) {
  const { em } = ctx
  const contents = missing.map(([sha256, bytes]) => ({ sha256, sizeBytes: bytes.length }))
  const isLimited = (await storageQuotaOf(ctx, repository.namespace)) !== null
  const announced = isLimited ? await announceUploads(ctx, repository, contents) : []
  try {
    await writeSmall(ctx, repository.id, missing)
  } finally {
    if (isLimited) await em.nativeDelete(Upload, { id: { $in: announced.map(({ id }) => id) } })
  }
}

async function writeSmall(
  { em, objects }: Context,
  repositoryId: string,
  missing: [string, Buffer][],
) {
  const waiting = missing.values()
  const write = async () => {
    for (const [sha256, bytes] of waiting) await objects.put(blobKey(repositoryId, sha256), bytes)
  }
  await Promise.all(Array.from({ length: writers }, write))
  const blobs = missing.map(([sha256, bytes]) => ({
    sha256,
    sizeBytes: bytes.length,
    gitOid: gitOidOf(bytes),
  }))
  await insertBlobs(em, repositoryId, blobs)
}

export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** The id of a content in git. */
export const gitOidOf = (bytes: Buffer): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

/**
 * The contents that this repository has. One whose bytes have arrived but whose upload was not completed is read and
 * taken in now; `reasons` says why one of them could not be.
 */
export async function usableBlobs(ctx: Context, repositoryId: string, hashes: string[]) {
  const blobs = await findBlobs(ctx, repositoryId, hashes)
  const missing = [...new Set(hashes)].filter((sha256) => !blobs.has(sha256))
  const reasons = new Map<string, string>()
  if (!missing.length) return { blobs, reasons }
  const uploads = await ctx.em.find(Upload, {
    repositoryId,
    sha256: { $in: missing },
    multipartId: null,
    completedAt: null,
  })
  for (const upload of uploads) {
    try {
      await settle(ctx, upload, [])
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      reasons.set(upload.sha256, error.message)
    }
  }
  return { blobs: await findBlobs(ctx, repositoryId, hashes), reasons }
}

export async function findBlobs(
  { em }: Context,
  repositoryId: string,
  hashes: string[],
): Promise<Map<string, Blob>> {
  const blobs = await em.find(Blob, { repositoryId, sha256: { $in: [...new Set(hashes)] } })
  return new Map(blobs.map((blob) => [blob.sha256, blob]))
}
