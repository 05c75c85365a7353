import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError } from '@weft/kit/errors'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { Blob } from './blob.entity.ts'
import { linkReadable } from './blob.linking.ts'
import { Upload } from './upload.entity.ts'
import { settle } from './upload.settling.ts'

export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/**
 * The contents that this repository has or gets by `holdOrLink`. One whose bytes have arrived but whose upload was not completed is read and
 * taken in now; `reasons` says why one of them could not be.
 */
export async function usableBlobs(ctx: Context, repository: Repository, hashes: string[]) {
  const { id: repositoryId } = repository
  const blobs = await holdOrLink(ctx, repository, { hashes })
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
  return { blobs: await holdBlobs(ctx, repositoryId, hashes), reasons }
}

type Asked = { hashes: string[]; sizes?: Map<string, number> }

/** The contents that this repository has, after it got those that the viewer may read elsewhere. */
export async function holdOrLink(
  ctx: Context,
  repository: Repository,
  { hashes, sizes }: Asked,
): Promise<Map<string, Blob>> {
  const blobs = await holdBlobs(ctx, repository.id, hashes)
  const missing = [...new Set(hashes)].filter((sha256) => !blobs.has(sha256))
  const wanted = missing.map((sha256) => ({ sha256, sizeBytes: sizes?.get(sha256) }))
  const isAny = await linkReadable(ctx, repository, wanted)
  return isAny ? holdBlobs(ctx, repository.id, hashes) : blobs
}

/** The contents that this repository has. Those that no version has are kept for another while. */
export async function holdBlobs(
  { em }: Context,
  repositoryId: string,
  hashes: string[],
): Promise<Map<string, Blob>> {
  const sha256 = { $in: [...new Set(hashes)] }
  const blobs = await em.find(Blob, { repositoryId, sha256 }, { refresh: true })
  const waiting = blobs.filter(({ isCommitted }) => !isCommitted)
  const held = waiting.length ? await hold(em, repositoryId, waiting) : new Set<string>()
  const found = blobs.filter((blob) => blob.isCommitted || held.has(blob.sha256))
  return new Map(found.map((blob) => [blob.sha256, blob]))
}

/** Answers which of them were still there. */
async function hold(em: EntityManager, repositoryId: string, blobs: Blob[]) {
  const held = await em.execute<{ sha256: string }[]>(
    `update blob set brought_at = now() where (repository_id, sha256) in (
       select repository_id, sha256 from blob where repository_id = ? and sha256 = any(array[?])
       order by sha256 for no key update
     ) returning sha256`,
    [repositoryId, blobs.map(({ sha256 }) => sha256)],
  )
  return new Set(held.map(({ sha256 }) => sha256))
}

/** Keeps contents until the transaction ends; refuses when one of them was forgotten meanwhile. */
export async function lockBlobs(
  em: EntityManager,
  repositoryId: string,
  hashes: string[],
): Promise<void> {
  if (!hashes.length) return
  const wanted = [...new Set(hashes)]
  const locked = await em.execute<object[]>(
    `select sha256 from blob where repository_id = ? and sha256 = any(array[?])
     order by sha256 for key share`,
    [repositoryId, wanted],
  )
  if (locked.length < wanted.length)
    throw new ConflictError('A content was forgotten before this commit named it. Bring it again.')
}
