import type { Context } from '../context.ts'
import { whileItStays } from '../repositories/repository.locking.ts'
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
  const hashes = new Set<string>()
  for (const rows of inParts(placesOf(repositoryId, files))) {
    for (const { xorbHash } of rows) hashes.add(xorbHash)
    await whileItStays(em, repositoryId, (em) =>
      em.upsertMany(XorbPlace, rows, { onConflictAction: 'ignore' }),
    )
    em.clear()
  }
  const starts = startsOf(files)
  for (const hash of hashes) {
    const stored = await findStoredXorb(em, repositoryId, hash)
    if (!stored?.isCovered()) continue
    const keptUntil = new Date(Date.now() + keptMinutes * 60_000)
    const waiting = { repositoryId, hash, isCovered: false }
    await em.nativeUpdate(Xorb, waiting, { isCovered: true, keptUntil })
    const asked = chunksAskedFor(stored.table, starts.get(hash) ?? new Set())
    const rows = asked.map((chunk) => ({ repositoryId, hash: chunk, xorbHash: hash }))
    if (rows.length)
      await whileItStays(em, repositoryId, (em) =>
        em.upsertMany(XorbChunk, rows, { onConflictAction: 'ignore' }),
      )
    em.clear()
  }
}

function* placesOf(repositoryId: string, files: (ShardFile & { sha256: string })[]) {
  for (const { terms, sha256 } of files) {
    let blobOffset = 0
    for (const { xorbHash, start, end, sizeBytes } of terms) {
      yield { repositoryId, xorbHash, startChunk: start, endChunk: end, sha256, blobOffset }
      blobOffset += sizeBytes
    }
  }
}

function* inParts<T>(rows: Iterable<T>): Generator<T[]> {
  let part: T[] = []
  for (const row of rows)
    if (part.push(row) === rowsAtOnce) {
      yield part
      part = []
    }
  if (part.length) yield part
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
