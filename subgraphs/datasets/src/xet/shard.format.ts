import { ContentError } from '@weft/kit/objects'
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

export type ShardFile = { hash: string; terms: Term[]; sha256: string | null }

const tag = Buffer.concat([
  Buffer.from('HFRepoMetaData\0'),
  Buffer.from('556967456a7b815783a5bdd95ccdd14aa9', 'hex'),
])
const version = 2n
const recordBytes = 48
const mostFiles = 100_000
const hasVerification = 0x80000000
const hasMetadata = 0x40000000

/** The files that a shard describes. Throws a ContentError where it is no shard. */
export function parseShard(bytes: Buffer): ShardFile[] {
  const records = new Records(bytes)
  const header = records.next()
  if (!header.subarray(0, 32).equals(tag) || header.readBigUInt64LE(32) !== version)
    throw new ContentError('This is no shard of version 2.')
  const files: ShardFile[] = []
  for (let head = records.next(); !isBookend(head); head = records.next())
    if (files.push(readFile(head, records)) > mostFiles)
      throw new ContentError(`A shard describes at most ${mostFiles} files.`)
  return files
}

const isBookend = (record: Buffer) => record.subarray(0, 32).every((byte) => byte === 0xff)
const hashIn = (record: Buffer) => toText(record.subarray(0, 32))

function readFile(head: Buffer, records: Records): ShardFile {
  const flags = head.readUInt32LE(32)
  const count = head.readUInt32LE(36)
  const terms = records.take(count).map(readTerm)
  const isVerified = (flags & hasVerification) !== 0
  const proofs = isVerified ? records.take(count).map(hashIn) : []
  return {
    hash: hashIn(head),
    terms: terms.map((term, index) => ({ ...term, rangeHash: proofs[index] ?? null })),
    sha256: (flags & hasMetadata) !== 0 ? hashIn(records.next()) : null,
  }
}

const readTerm = (record: Buffer) => ({
  xorbHash: hashIn(record),
  sizeBytes: record.readUInt32LE(36),
  start: record.readUInt32LE(40),
  end: record.readUInt32LE(44),
})

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
    return this.take(1)[0]!
  }

  take(count: number): Buffer[] {
    const start = this.#offset
    const end = start + count * recordBytes
    if (end > this.#bytes.length)
      throw new ContentError(
        `The shard ends at byte ${this.#bytes.length}, where ${end} were expected.`,
      )
    this.#offset = end
    return Array.from({ length: count }, (_, index) => {
      const at = start + index * recordBytes
      return this.#bytes.subarray(at, at + recordBytes)
    })
  }
}
