import type { Context } from '../context.ts'
import type { ChunkTable } from './chunk.table.ts'
import type { ShardFile } from './shard.format.ts'
import { toText } from './xet.hash.ts'
import { XorbChunk } from './xorb-chunk.entity.ts'
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
  const starts = startsOf(files)
  for (const hash of new Set(places.map(({ xorbHash }) => xorbHash))) {
    const stored = await findStoredXorb(em, repositoryId, hash)
    if (!stored?.isCovered()) continue
    const keptUntil = new Date(Date.now() + keptMinutes * 60_000)
    const waiting = { repositoryId, hash, isCovered: false }
    await em.nativeUpdate(Xorb, waiting, { isCovered: true, keptUntil })
    const asked = chunksAskedFor(stored.table, starts.get(hash) ?? new Set())
    const rows = asked.map((chunk) => ({ repositoryId, hash: chunk, xorbHash: hash }))
    if (rows.length) await em.upsertMany(XorbChunk, rows, { onConflictAction: 'ignore' })
    em.clear()
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

/** By xorb, the chunks with which files begin. */
function startsOf(files: ShardFile[]): Map<string, Set<number>> {
  const starts = new Map<string, Set<number>>()
  for (const { terms } of files) {
    const [first] = terms
    if (first)
      starts.set(first.xorbHash, (starts.get(first.xorbHash) ?? new Set()).add(first.start))
  }
  return starts
}

/** The hashes that clients ask for, by the protocol: of what files begin with, and those whose number ends so. */
function chunksAskedFor(table: ChunkTable, starts: Set<number>): string[] {
  return Array.from({ length: table.count }, (_, index) => ({ index, hash: table.hashAt(index) }))
    .filter(({ index, hash }) => starts.has(index) || (hash[24] === 0 && hash[25]! % 4 === 0))
    .map(({ hash }) => toText(hash))
}
