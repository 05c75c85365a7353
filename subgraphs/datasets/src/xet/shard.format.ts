import { ContentError } from '@weft/kit/objects'
import { largestBytes } from '../uploads/upload.service.ts'
import type { ChunkTable } from './chunk.table.ts'
import { fromText, toText } from './xet.hash.ts'
import type { Hash } from './xet.hash.ts'

/** Chunks of one xorb that follow each other in a file. `rangeHash` proves that the sender knows them. */
export type Term = {
  xorbHash: string
  sizeBytes: number
  start: number
  end: number
  rangeHash: string | null
}

export type ShardFile = { hash: string; terms: Terms; sha256: string | null }

const tag = Buffer.concat([
  Buffer.from('HFRepoMetaData\0'),
  Buffer.from('556967456a7b815783a5bdd95ccdd14aa9', 'hex'),
])
const version = 2n
const recordBytes = 48
const mostFiles = 100_000
/** 5 TiB in chunks of the usual 64 KiB, and some more. */
const mostChunks = 100_000_000
const hasVerification = 0x80000000
const hasMetadata = 0x40000000

/** The files that a shard describes, as they are asked for. Throws a ContentError where it is no shard. */
export function* parseShard(bytes: Buffer): Generator<ShardFile> {
  const records = new Records(bytes)
  const header = records.next()
  if (!header.subarray(0, 32).equals(tag) || header.readBigUInt64LE(32) !== version)
    throw new ContentError('This is no shard of version 2.')
  const total = { files: 0, chunks: 0, sizeBytes: 0 }
  for (let head = records.next(); !isBookend(head); head = records.next()) {
    const file = readFile(head, records)
    total.files++
    total.chunks += file.terms.chunkCount
    total.sizeBytes += file.terms.sizeBytes
    checkTotal(total)
    yield file
  }
}

/** What is named is looked at chunk by chunk, and read as often as it is named: by a few bytes of a shard, any number of times. */
function checkTotal(total: { files: number; chunks: number; sizeBytes: number }) {
  if (total.files > mostFiles)
    throw new ContentError(`A shard describes at most ${mostFiles} files.`)
  if (total.chunks > mostChunks)
    throw new ContentError(`The files of a shard name at most ${mostChunks} chunks together.`)
  if (total.sizeBytes > largestBytes)
    throw new ContentError('The files of a shard are larger than 5 TiB together.')
}

const isBookend = (record: Buffer) => record.subarray(0, 32).every((byte) => byte === 0xff)
const hashIn = (record: Buffer) => hashAt(record, 0)

function readFile(head: Buffer, records: Records): ShardFile {
  const flags = head.readUInt32LE(32)
  const count = head.readUInt32LE(36)
  const terms = records.take(count)
  const isVerified = (flags & hasVerification) !== 0
  const proofs = isVerified ? records.take(count) : null
  return {
    hash: hashIn(head),
    terms: new Terms(terms, proofs),
    sha256: (flags & hasMetadata) !== 0 ? hashIn(records.next()) : null,
  }
}

/** The terms of a file, each read when it is asked for: a shard may hold over a million. */
export class Terms implements Iterable<Term> {
  readonly #terms: Buffer
  readonly #proofs: Buffer | null
  /** As the terms say; so with the bytes. */
  readonly chunkCount: number
  readonly sizeBytes: number

  constructor(terms: Buffer, proofs: Buffer | null) {
    this.#terms = terms
    this.#proofs = proofs
    let [chunkCount, sizeBytes] = [0, 0]
    for (let at = 0; at < terms.length; at += recordBytes) {
      chunkCount += Math.max(endIn(terms, at) - startIn(terms, at), 0)
      sizeBytes += sizeIn(terms, at)
    }
    this.chunkCount = chunkCount
    this.sizeBytes = sizeBytes
  }

  *[Symbol.iterator](): Generator<Term> {
    for (let at = 0; at < this.#terms.length; at += recordBytes)
      yield {
        xorbHash: hashAt(this.#terms, at),
        sizeBytes: sizeIn(this.#terms, at),
        start: startIn(this.#terms, at),
        end: endIn(this.#terms, at),
        rangeHash: this.#proofs && hashAt(this.#proofs, at),
      }
  }
}

const hashAt = (records: Buffer, at: number) => toText(records.subarray(at, at + 32))
const sizeIn = (terms: Buffer, at: number) => terms.readUInt32LE(at + 36)
const startIn = (terms: Buffer, at: number) => terms.readUInt32LE(at + 40)
const endIn = (terms: Buffer, at: number) => terms.readUInt32LE(at + 44)

/** Until when a client may rely on what it is told of xorbs. */
const toldSeconds = 24 * 3_600
const footerBytes = 200

/** A shard that tells which chunks these xorbs have. */
export function writeShard(xorbs: { hash: string; table: ChunkTable }[]): Buffer {
  const header = Buffer.alloc(recordBytes)
  header.set(tag)
  header.writeBigUInt64LE(version, 32)
  header.writeBigUInt64LE(BigInt(footerBytes), 40)
  const content = Buffer.concat([header, bookend, ...xorbs.flatMap(xorbRecords), bookend])
  const footer = Buffer.alloc(footerBytes)
  const put = (value: number, at: number) => footer.writeBigUInt64LE(BigInt(value), at)
  put(1, 0) // version
  put(recordBytes, 8) // files
  put(recordBytes * 2, 16) // xorbs
  for (const at of [24, 40, 56, 192]) put(content.length, at) // tables to look up in, all empty; the footer itself
  const now = Math.floor(Date.now() / 1_000)
  put(now, 104)
  put(now + toldSeconds, 112)
  return Buffer.concat([content, footer])
}

const bookend = Buffer.concat([Buffer.alloc(32, 0xff)], recordBytes)

function xorbRecords({ hash, table }: { hash: string; table: ChunkTable }): Buffer[] {
  const head = recordOf(fromText(hash), 0, table.count, table.sizeOf(0, table.count))
  head.writeUInt32LE(table.packedStart(table.count), 44)
  const chunks = Array.from({ length: table.count }, (_, index) =>
    recordOf(table.hashAt(index), table.sizeOf(0, index), table.sizeOf(index, index + 1)),
  )
  return [head, ...chunks]
}

function recordOf(hash: Hash, ...numbers: number[]): Buffer {
  const record = Buffer.alloc(recordBytes)
  record.set(hash)
  numbers.forEach((number, index) => record.writeUInt32LE(number, 32 + index * 4))
  return record
}

/** A shard is made of records of one size. */
class Records {
  readonly #bytes: Buffer
  #offset = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  next(): Buffer {
    return this.take(1)
  }

  take(count: number): Buffer {
    const start = this.#offset
    const end = start + count * recordBytes
    if (end > this.#bytes.length)
      throw new ContentError(
        `The shard ends at byte ${this.#bytes.length}, where ${end} were expected.`,
      )
    this.#offset = end
    return this.#bytes.subarray(start, end)
  }
}
