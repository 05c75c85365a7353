import { ContentError } from '@weft/kit/objects'
import { decompressFrameSync } from 'lz4-napi'

/** One chunk of a xorb: its bytes, and where it ends in the xorb as it was sent. */
export type Chunk = { bytes: Buffer; packedEnd: number }

export const mostChunks = 8 * 1024
const largestChunkBytes = 128 * 1024
const headerBytes = 8
/** Begins what some clients send after the last chunk; it repeats what the chunks say. */
const footer = 'XETBLOB'

/** Takes a xorb apart as it comes. Throws a ContentError where it is no xorb. */
export class ChunkReader {
  #rest = Buffer.alloc(0)
  #offset = 0
  #count = 0
  #isFooter = false

  /** Throws when a chunk was begun and not ended. */
  end(): void {
    if (!this.#isFooter && this.#rest.length)
      throw new ContentError(`The xorb ends within the chunk at byte ${this.#offset}.`)
  }

  *take(bytes: Uint8Array): Generator<Chunk> {
    if (this.#isFooter) return
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, bytes]) : Buffer.from(bytes)
    for (let chunk = this.#next(); chunk; chunk = this.#next()) yield chunk
  }

  #next(): Chunk | null {
    const rest = this.#rest
    if (rest.length < headerBytes) return null
    this.#isFooter = rest.toString('latin1', 0, footer.length) === footer
    if (this.#isFooter) return null
    const header = this.#readHeader(rest)
    const end = headerBytes + header.packedBytes
    if (rest.length < end) return null
    if (++this.#count > mostChunks)
      throw new ContentError(`The xorb has more than ${mostChunks} chunks.`)
    const bytes = this.#unpack(rest.subarray(headerBytes, end), header)
    this.#rest = rest.subarray(end)
    this.#offset += end
    return { bytes, packedEnd: this.#offset }
  }

  #readHeader(rest: Buffer) {
    const version = rest[0]!
    const packedBytes = rest.readUIntLE(1, 3)
    const scheme = rest[4]!
    const sizeBytes = rest.readUIntLE(5, 3)
    const isGood =
      version === 0 && scheme <= 2 && isChunkSize(packedBytes) && isChunkSize(sizeBytes)
    if (isGood) return { packedBytes, scheme, sizeBytes }
    throw this.#damaged('its header is none of version 0, or too large')
  }

  #unpack(packed: Buffer, { scheme, sizeBytes }: { scheme: number; sizeBytes: number }): Buffer {
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
