import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { ContentError } from '@weft/kit/objects'
import type { JoinedPart } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import { whileItStays } from '../repositories/repository.locking.ts'
import { giveUp } from '../storage/orphan.entity.ts'
import { Upload } from './upload.entity.ts'

type Settling = Pick<Context, 'em' | 'objects'>

const settling = new Map<string, Promise<void>>()

/**
 * Joins the parts, has the bytes read if nobody has seen yet what they are, and makes them usable in the repository. Safe to call again, also while the first
 * call still reads: both wait for the same reading then.
 */
export function settle(ctx: Settling, upload: Upload, parts: JoinedPart[]): Promise<void> {
  const running = settling.get(upload.id)
  if (running) return running
  const begun = takeIn(ctx, upload, parts).finally(() => settling.delete(upload.id))
  settling.set(upload.id, begun)
  return begun
}

/** What one PUT brought is moved, which only one at a time may do; what stays where it is may be read for hours, and nothing is locked meanwhile. */
async function takeIn({ em, objects }: Settling, { id }: Upload, parts: JoinedPart[]) {
  const upload = await em.findOne(Upload, id, { refresh: true })
  if (!upload) throw forgotten()
  if (upload.completedAt) return
  const { sha256, sizeBytes, multipartId } = upload
  const key = upload.contentKey()
  if (multipartId && !(await objects.stat(key))) {
    checkParts(upload, parts)
    const inOrder = parts.toSorted((a, b) => a.number - b.number)
    await objects.join(upload.key(), multipartId, inOrder)
  }
  const isHashNamed = upload.isHashNamed()
  const adopt = () => objects.adopt(upload.key(), { key, sha256, sizeBytes, isHashNamed })
  if (upload.isInParts()) await adopt().catch((error: unknown) => giveUpJoined(em, upload, error))
  await whileItStays(em, upload.repositoryId, (em) =>
    keep(em, id, upload.isInParts() ? null : adopt),
  )
}

/** Parts that were joined cannot be sent again: who brings right bytes does so by another upload. */
async function giveUpJoined(em: EntityManager, { id, multipartId }: Upload, error: unknown) {
  if (multipartId && error instanceof ContentError)
    await em.nativeDelete(Upload, { id, completedAt: null })
  throw error
}

/** Makes usable what the service itself has written at its lasting place, where it was checked. */
export const keepWritten = (
  { em }: Pick<Context, 'em'>,
  { id, repositoryId }: Upload,
): Promise<void> => whileItStays(em, repositoryId, (em) => keep(em, id, null))

const forgotten = () => new ContentError('This upload was forgotten. Ask for a new one.')

/** The first of several that bring the same content to a repository is its blob; what the others brought is given up. */
async function keep(em: EntityManager, id: string, adopt: (() => Promise<void>) | null) {
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const upload = await em.findOne(Upload, id, { lockMode, refresh: true })
  if (!upload) throw forgotten()
  if (upload.completedAt) return
  await adopt?.()
  const { repositoryId, sha256, sizeBytes } = upload
  const key = upload.contentKey()
  const kept = await em.execute<object[]>(
    `insert into blob (repository_id, sha256, size_bytes, key, is_committed, brought_at)
     values (?, ?, ?, ?, false, now()) on conflict do nothing returning key`,
    [repositoryId, sha256, sizeBytes, key],
  )
  if (!kept.length) await giveUp(em, [key])
  upload.completedAt = new Date()
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
