import { ContentError } from '@weft/kit/objects'
import { decompressFrameSync } from 'lz4-napi'

/** One chunk of a xorb: its bytes, and where it ends in the xorb as it was sent. */
export type Chunk = { bytes: Buffer; packedEnd: number }

type Header = { packedBytes: number; scheme: number; sizeBytes: number }

export const mostChunks = 8 * 1024
const largestChunkBytes = 128 * 1024
const headerBytes = 8
/** Begins what some clients send after the last chunk; it repeats what the chunks say. */
const footer = 'XETBLOB'

/** Takes a xorb apart as it comes; a chunk is to be used until the next one is asked for. Throws a ContentError where it is no xorb. */
export class ChunkReader {
  /** What has come of the chunk that comes. */
  readonly #held = Buffer.allocUnsafeSlow(headerBytes + largestChunkBytes)
  #heldBytes = 0
  #header: Header | null = null
  #offset = 0
  #count = 0
  #isFooter = false

  /** Throws when a chunk was begun and not ended. */
  end(): void {
    if (!this.#isFooter && this.#heldBytes)
      throw new ContentError(`The xorb ends within the chunk at byte ${this.#offset}.`)
  }

  *take(bytes: Uint8Array): Generator<Chunk> {
    for (let at = 0; at < bytes.length && !this.#isFooter;) {
      const wanted = headerBytes + (this.#header?.packedBytes ?? 0)
      const taken = bytes.subarray(at, at + wanted - this.#heldBytes)
      this.#held.set(taken, this.#heldBytes)
      at += taken.length
      this.#heldBytes += taken.length
      if (this.#heldBytes < wanted) return
      if (this.#header) yield this.#finish(this.#header)
      else this.#begin()
    }
  }

  #begin() {
    this.#isFooter = this.#held.toString('latin1', 0, footer.length) === footer
    if (this.#isFooter) return
    this.#header = this.#readHeader(this.#held)
    if (++this.#count > mostChunks)
      throw new ContentError(`The xorb has more than ${mostChunks} chunks.`)
  }

  #finish(header: Header): Chunk {
    const end = this.#heldBytes
    const bytes = this.#unpack(this.#held.subarray(headerBytes, end), header)
    this.#header = null
    this.#heldBytes = 0
    this.#offset += end
    return { bytes, packedEnd: this.#offset }
  }

  #readHeader(held: Buffer): Header {
    const version = held[0]!
    const packedBytes = held.readUIntLE(1, 3)
    const scheme = held[4]!
    const sizeBytes = held.readUIntLE(5, 3)
    const isGood =
      version === 0 && scheme <= 2 && isChunkSize(packedBytes) && isChunkSize(sizeBytes)
    if (isGood) return { packedBytes, scheme, sizeBytes }
    throw this.#damaged('its header is none of version 0, or too large')
  }

  #unpack(packed: Buffer, { scheme, sizeBytes }: Header): Buffer {
    const bytes = scheme === 0 ? packed : this.#decompress(packed)
    if (bytes.length !== sizeBytes)
      throw this.#damaged(`it has ${bytes.length} bytes, not ${sizeBytes}`)
    return scheme === 2 ? ungroup(bytes) : bytes
  }

  #decompress(packed: Buffer): Buffer {
    try {
      return decompressFrameSync(packed)
    } catch (error) {
      throw this.#damaged(`it cannot be decompressed: ${String(error)}`)
    }
  }

  #damaged(reason: string) {
    return new ContentError(`The chunk at byte ${this.#offset} is damaged: ${reason}.`)
  }
}

// Its most is also a bound on what a chunk can be decompressed to: 255 times as much.
const isChunkSize = (bytes: number) => bytes > 0 && bytes <= largestChunkBytes

/** Every first of four bytes, then every second, and so on: put back as they were. */
function ungroup(grouped: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(grouped.length)
  let from = 0
  for (let first = 0; first < 4; first++)
    for (let to = first; to < bytes.length; to += 4) bytes[to] = grouped[from++]!
  return bytes
}

export async function* readChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Chunk> {
  const reader = new ChunkReader()
  for await (const bytes of source) yield* reader.take(bytes)
  reader.end()
}
