import { createHash } from 'node:crypto'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import { Blob, blobKey } from './blob.entity.ts'
import { Upload } from './upload.entity.ts'
import { settle } from './upload.settling.ts'

/** How many small contents are written at a time. */
const writers = 8

/** Keeps contents that came inside a request; answers their hashes in their order. */
export async function keepSmall(
  { em, objects }: Context,
  repositoryId: string,
  contents: Buffer[],
): Promise<string[]> {
  const bySha256 = new Map(contents.map((bytes) => [sha256Of(bytes), bytes]))
  const waiting = bySha256.entries()
  const write = async () => {
    for (const [sha256, bytes] of waiting) await objects.put(blobKey(repositoryId, sha256), bytes)
  }
  await Promise.all(Array.from({ length: writers }, write))
  const blobs = [...bySha256].map(([sha256, bytes]) => ({
    repositoryId,
    sha256,
    sizeBytes: bytes.length,
    gitOid: gitOidOf(bytes),
    isCommitted: false,
  }))
  if (blobs.length) await em.upsertMany(Blob, blobs, { onConflictAction: 'ignore' })
  return contents.map(sha256Of)
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

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
