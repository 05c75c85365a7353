import type { Context } from '../context.ts'
import type { ShardFile } from './shard.format.ts'
import { XorbPlace } from './xorb-place.entity.ts'
import { Xorb } from './xorb.entity.ts'
import { findStoredXorb } from './xorb.reading.ts'

/** After how long the bytes of a covered xorb go: who reads them now will have ended. */
const keptMinutes = 60

const rowsAtOnce = 1_000

/** Remembers where the chunks of files stand now: in their blobs, so that xorbs that are wholly there need not be kept. */
export async function placeFiles(
  { em }: Context,
  repositoryId: string,
  files: (ShardFile & { sha256: string })[],
): Promise<void> {
  const places = files.flatMap((file) => placesOf(repositoryId, file))
  for (let at = 0; at < places.length; at += rowsAtOnce) {
    const rows = places.slice(at, at + rowsAtOnce)
    await em.upsertMany(XorbPlace, rows, { onConflictAction: 'ignore' })
    em.clear()
  }
  for (const hash of new Set(places.map(({ xorbHash }) => xorbHash))) {
    const stored = await findStoredXorb(em, repositoryId, hash)
    if (!stored?.isCovered()) continue
    const keptUntil = new Date(Date.now() + keptMinutes * 60_000)
    const waiting = { repositoryId, hash, isCovered: false }
    await em.nativeUpdate(Xorb, waiting, { isCovered: true, keptUntil })
  }
}

function placesOf(repositoryId: string, { terms, sha256 }: ShardFile & { sha256: string }) {
  let end = 0
  return terms.map((term) => {
    end += term.sizeBytes
    return {
      repositoryId,
      xorbHash: term.xorbHash,
      startChunk: term.start,
      endChunk: term.end,
      sha256,
      blobOffset: end - term.sizeBytes,
    }
  })
}
