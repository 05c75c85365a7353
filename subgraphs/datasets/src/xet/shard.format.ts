import { ContentError } from '@weft/kit/objects'
import { toText } from './xet.hash.ts'

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
