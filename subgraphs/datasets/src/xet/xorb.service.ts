import type { Readable } from 'node:stream'
import { lend } from '@weft/kit/lent-bytes'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import { drain } from '../objects/drain.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { giveUp } from '../storage/orphan.entity.ts'
import { announceXorb } from '../storage/storage.service.ts'
import { ChunkReader } from './chunk.format.ts'
import { ChunkTable } from './chunk.table.ts'
import { findStoredXorb } from './xorb.reading.ts'
import { Xorb, keptHours } from './xorb.entity.ts'
import { MerkleTree, hashChunk, toText } from './xet.hash.ts'

/** 64 MiB of chunks, with their headers and what some clients send after the last one. */
export const largestXorbBytes = 66 * 1024 ** 2

export type Sent = { hash: string; sizeBytes: number; source: Readable }

/** Keeps a xorb once all of its chunks have been read and have its hash; answers whether it was new. */
export async function receiveXorb(
  ctx: Context,
  repository: Repository,
  { hash, sizeBytes, source }: Sent,
): Promise<boolean> {
  const { em, objects } = ctx
  if (await keepLonger(ctx, repository.id, hash)) {
    await drain(source)
    return false
  }
  const xorb = await announceXorb(ctx, repository, { hash, sizeBytes })
  const entries: Buffer[] = []
  try {
    const bytes = lend(source.iterator({ destroyOnReturn: false }))
    await objects.write(xorb.key(), checkXorb(bytes, hash, entries), { sizeBytes })
  } catch (error) {
    await giveUp(em, [xorb.key()]) // it may be there although the store said that it failed
    await em.remove(xorb).flush()
    if (source.destroyed && !source.readableEnded)
      throw new ContentError('The connection broke before all bytes had come.', { cause: error })
    await drain(source)
    throw error
  }
  xorb.chunks = Buffer.concat(entries)
  await em.flush()
  return true
}

/** A xorb that is there waits anew for files; false when it has to be sent. */
async function keepLonger({ em }: Context, repositoryId: string, hash: string) {
  const stored = await findStoredXorb(em, repositoryId, hash)
  if (!stored?.isWhole()) return false
  const keptUntil = new Date(Date.now() + keptHours * 3_600_000)
  const waiting = { repositoryId, hash, isCovered: false, keptUntil: { $ne: null } }
  return (await em.nativeUpdate(Xorb, waiting, { keptUntil })) > 0 || stored.isCovered()
}

/** Passes a xorb on as it comes, tells its chunks, and throws when they do not have the hash. */
async function* checkXorb(source: AsyncIterable<Uint8Array>, wanted: string, entries: Buffer[]) {
  const reader = new ChunkReader()
  const tree = new MerkleTree()
  for await (const sent of source) {
    for (const { bytes, packedEnd } of reader.take(sent)) {
      const chunk = { hash: hashChunk(bytes), sizeBytes: bytes.length, packedEnd }
      tree.add(chunk)
      entries.push(ChunkTable.entry(chunk))
    }
    yield sent
  }
  reader.end()
  const found = toText(tree.root())
  if (found !== wanted)
    throw new ContentError(`The chunks that arrived make the xorb ${found}, not ${wanted}.`)
}
