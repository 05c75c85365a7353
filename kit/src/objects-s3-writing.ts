import { createHash } from 'node:crypto'
import { inParts } from './lent-bytes.ts'
import { checkHash, checkSize, storageFull } from './objects.ts'
import type { Announced, JoinedPart, ObjectStore } from './objects.ts'
import { codeOf } from './objects-s3-calls.ts'

/** What is held in memory of an object while it is written. */
const partBytesAtLeast = 8 * 1024 ** 2
const mostParts = 10_000

/** How servers say that they have no space left. */
const fullCodes = ['XMinioStorageFull', 'InsufficientStorage', 'QuotaExceeded']

export const asFull = (error: unknown): unknown =>
  fullCodes.includes(codeOf(error)) ? storageFull() : error

type SentPart = { multipartId: string; number: number; bytes: Buffer }
export type PutPart = (key: string, part: SentPart) => Promise<JoinedPart>

type Writing = {
  store: Pick<ObjectStore, 'put' | 'createMultipart' | 'join' | 'discard'>
  putPart: PutPart
}
type Written = { key: string; source: AsyncIterable<Uint8Array>; announced: Announced }

/** Writes an object by one PUT, or one part after the other; it is there once it is what was announced. */
export async function writeObject(
  { store, putPart }: Writing,
  { key, source, announced }: Written,
): Promise<void> {
  const { sizeBytes, sha256 } = announced
  const hash = sha256 === undefined ? null : createHash('sha256')
  const check = () => {
    if (hash) checkHash({ sha256: hash.digest('hex'), sizeBytes }, announced)
  }
  const partBytes = Math.max(partBytesAtLeast, Math.ceil(sizeBytes / mostParts))
  const content = inParts(checkSize(source, sizeBytes), Math.min(sizeBytes, partBytes))
  if (sizeBytes <= partBytes) {
    const [bytes = Buffer.alloc(0)] = await Array.fromAsync(content) // not before the source has ended well
    hash?.update(bytes)
    check()
    return store.put(key, bytes)
  }
  const multipartId = await store.createMultipart(key)
  try {
    const parts: JoinedPart[] = []
    for await (const bytes of content) {
      const put = putPart(key, { multipartId, number: parts.length + 1, bytes })
      hash?.update(bytes) // while it is sent
      parts.push(await put)
    }
    check()
    await store.join(key, multipartId, parts)
  } catch (error) {
    await store.discard(key, multipartId)
    throw asFull(error)
  }
}
