import { raw } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { lend } from '@weft/kit/lent-bytes'
import type { ObjectStore, Range } from '@weft/kit/objects'
import { Blob } from '../uploads/blob.entity.ts'
import { readChunks } from './chunk.format.ts'
import type { ChunkTable } from './chunk.table.ts'
import { XorbPlace } from './xorb-place.entity.ts'
import { Xorb } from './xorb.entity.ts'

/** Some chunks of a xorb: bytes of an object, which are packed while they stand in the xorb as it was sent. */
type Piece = { key: string; range: Range; isPacked: boolean }

/** A xorb as its repository has it now: the bytes that were sent, or blobs that hold its chunks, or both. */
export class StoredXorb {
  readonly table: ChunkTable
  readonly #xorb: Xorb
  /** Of each chunk. */
  readonly #places: (XorbPlace | undefined)[]

  /** Where the bytes of blobs are, by sha256. */
  readonly #keys: Map<string, string>

  constructor(xorb: Xorb, places: XorbPlace[], keys: Map<string, string>) {
    this.#xorb = xorb
    this.#keys = keys
    this.table = xorb.table()
    this.#places = Array.from({ length: this.table.count })
    for (const place of places) this.#places.fill(place, place.startChunk, place.endChunk)
  }

  /** Whether every chunk can still be read. */
  isWhole(): boolean {
    return this.find(0, this.table.count) !== null
  }

  /** Whether every chunk stands in a blob. */
  isCovered(): boolean {
    return this.#group(0, this.table.count).every(({ place }) => place)
  }

  /** Where the chunks from `start` until before `end` are; null when some of them are gone. */
  find(start: number, end: number): Piece[] | null {
    const found = this.#group(start, end)
    if (!this.#xorb.keptUntil && found.some(({ place }) => !place)) return null
    return found.map(({ from, to, place }) =>
      place ? this.#inBlob(place, from, to) : this.#asSent(from, to),
    )
  }

  /** Chunks that follow each other at one place, or at none. */
  #group(start: number, end: number) {
    const groups: { from: number; to: number; place: XorbPlace | null }[] = []
    for (let chunk = start; chunk < end; chunk++) {
      const place = this.#places[chunk] ?? null
      const last = groups.at(-1)
      if (last && last.place === place) last.to = chunk + 1
      else groups.push({ from: chunk, to: chunk + 1, place })
    }
    return groups
  }

  #inBlob({ sha256, startChunk, blobOffset }: XorbPlace, from: number, to: number): Piece {
    const start = blobOffset + this.table.sizeOf(startChunk, from)
    const end = start + this.table.sizeOf(from, to) - 1
    return { key: this.#keys.get(sha256)!, range: { start, end }, isPacked: false }
  }

  #asSent(from: number, to: number): Piece {
    const range = { start: this.table.packedStart(from), end: this.table.packedStart(to) - 1 }
    return { key: this.#xorb.key(), range, isPacked: true }
  }
}

/** Of as many chunks as possible. Files can have a xorb in millions of pieces, of which a few thousand make it whole. */
const mostPlaces = 8_192

export async function findStoredXorb(
  em: EntityManager,
  repositoryId: string,
  hash: string,
): Promise<StoredXorb | null> {
  const [xorb] = await em.find(
    Xorb,
    { repositoryId, hash, chunks: { $ne: null } },
    { orderBy: { keptUntil: 'desc nulls last' }, limit: 1, disableIdentityMap: true },
  )
  if (!xorb) return null
  const places = await em.find(
    XorbPlace,
    { repositoryId, xorbHash: hash },
    {
      orderBy: { [raw('end_chunk - start_chunk')]: 'desc' },
      limit: mostPlaces,
      disableIdentityMap: true,
    },
  )
  const hashes = [...new Set(places.map(({ sha256 }) => sha256))]
  const blobs = await em.find(
    Blob,
    { repositoryId, sha256: { $in: hashes } },
    { disableIdentityMap: true },
  )
  const keys = new Map(blobs.map(({ sha256, key }) => [sha256, key]))
  const standing = places.filter(({ sha256 }) => keys.has(sha256))
  return new StoredXorb(xorb, standing, keys)
}

export async function* readPiece(
  objects: ObjectStore,
  { key, range, isPacked }: Piece,
): AsyncGenerator<Uint8Array> {
  const bytes = lend(await objects.read(key, range))
  if (!isPacked) return yield* bytes
  for await (const chunk of readChunks(bytes)) yield chunk.bytes
}
