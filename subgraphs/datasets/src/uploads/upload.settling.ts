import { ContentError } from '@weft/kit/objects'
import type { JoinedPart } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import { blobKey } from './blob.entity.ts'
import { insertBlobs } from './blob.writing.ts'
import type { Upload } from './upload.entity.ts'

type Settling = Pick<Context, 'em' | 'objects'>

const settling = new Map<string, Promise<void>>()

/**
 * Joins the parts, reads the bytes, and makes them usable in the repository. Safe to call again, also while the first
 * call still reads: both wait for the same reading then.
 */
export function settle(ctx: Settling, upload: Upload, parts: JoinedPart[]): Promise<void> {
  const running = settling.get(upload.id)
  if (running) return running
  const begun = takeIn(ctx, upload, parts).finally(() => settling.delete(upload.id))
  settling.set(upload.id, begun)
  return begun
}

async function takeIn({ em, objects }: Settling, upload: Upload, parts: JoinedPart[]) {
  if (upload.completedAt) return
  const { repositoryId, sha256, sizeBytes, multipartId } = upload
  const key = blobKey(repositoryId, sha256)
  const isJoined = async () => (await objects.stat(upload.key())) ?? (await objects.stat(key))
  if (multipartId && !(await isJoined())) {
    checkParts(upload, parts)
    const inOrder = parts.toSorted((a, b) => a.number - b.number)
    await objects.join(upload.key(), multipartId, inOrder)
  }
  await objects.adopt(upload.key(), { key, sha256, sizeBytes })
  await insertBlobs(em, repositoryId, [{ sha256, sizeBytes, gitOid: null }])
  upload.completedAt = new Date()
  await em.flush()
}

function checkParts(upload: Upload, parts: JoinedPart[]) {
  const wanted = upload.parts().length
  const given = new Set(parts.map(({ number }) => number))
  const isWhole = upload.parts().every(({ number }) => given.has(number))
  if (!isWhole || parts.length !== wanted)
    throw new ContentError(
      `There are ${wanted} parts, numbered from 1; name each once with the ETag of its answer.`,
    )
}
