import type { Hash } from './xet.hash.ts'

const entryBytes = 40

/** Hash, size and packed end of each chunk of a xorb, in few bytes. */
export class ChunkTable {
  readonly bytes: Buffer
  /** Where each chunk begins in the unpacked xorb, and where the last one ends. */
  readonly #offsets: number[] = [0]

  constructor(bytes: Buffer) {
    this.bytes = bytes
    for (let at = 32; at < bytes.length; at += entryBytes)
      this.#offsets.push(this.#offsets.at(-1)! + bytes.readUInt32LE(at))
  }

  get count(): number {
    return this.bytes.length / entryBytes
  }

  hashAt(index: number): Hash {
    return this.bytes.subarray(index * entryBytes, index * entryBytes + 32)
  }

  /** Of the chunks from `start` until before `end`. */
  sizeOf(start: number, end: number): number {
    return this.#offsets[end]! - this.#offsets[start]!
  }

  /** Where a chunk begins in the xorb as it was sent. */
  packedStart(index: number): number {
    return index ? this.bytes.readUInt32LE(index * entryBytes - 4) : 0
  }

  static entry(chunk: { hash: Hash; sizeBytes: number; packedEnd: number }): Buffer {
    const entry = Buffer.alloc(entryBytes)
    entry.set(chunk.hash)
    entry.writeUInt32LE(chunk.sizeBytes, 32)
    entry.writeUInt32LE(chunk.packedEnd, 36)
    return entry
  }
}
