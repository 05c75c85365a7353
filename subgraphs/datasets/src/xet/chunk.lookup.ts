import type { Context } from '../context.ts'
import { writeShard } from './shard.format.ts'
import { XorbChunk } from './xorb-chunk.entity.ts'
import { XorbPlace } from './xorb-place.entity.ts'
import { findStoredXorb } from './xorb.reading.ts'

/** Some ten GiB of a file, and some MiB of an answer. */
const mostXorbs = 128

/**
 * A shard with the xorb that has this chunk, and those that stand in the same file: what is like them need not be
 * sent. Null when no file of the repository has it.
 */
export async function lookUpChunk(
  { em }: Context,
  repositoryId: string,
  hash: string,
): Promise<Buffer | null> {
  const chunk = await em.findOne(XorbChunk, { repositoryId, hash })
  if (!chunk) return null
  const { xorbHash } = chunk
  const place = await em.findOne(XorbPlace, { repositoryId, xorbHash })
  if (!place) return null
  const beside = await em.find(
    XorbPlace,
    { repositoryId, sha256: place.sha256, blobOffset: { $gte: place.blobOffset } },
    { orderBy: { blobOffset: 'asc' }, limit: mostXorbs },
  )
  const hashes = new Set([xorbHash, ...beside.map((other) => other.xorbHash)])
  const xorbs = await Array.fromAsync(hashes, async (each) => ({
    hash: each,
    stored: await findStoredXorb(em, repositoryId, each),
  }))
  const lasting = xorbs.flatMap(({ hash, stored }) =>
    stored?.isCovered() ? [{ hash, table: stored.table }] : [],
  )
  return lasting.length ? writeShard(lasting) : null
}
