import { compressFrameSync } from 'lz4-napi'
import { expect } from 'vitest'
import { MerkleTree, fileHashOf, fromText, hashChunk, hashRange, toText } from '#xet/xet.hash.ts'
import type { DatasetsUnderTest } from './harness.ts'

/** A Xet client that says what a test wants it to say, also what is not so. */

export type Sample = { bytes: Buffer; scheme: 0 | 1 | 2 }

const header = (scheme: number, packedBytes: number, sizeBytes: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeUIntLE(packedBytes, 1, 3)
  bytes[4] = scheme
  bytes.writeUIntLE(sizeBytes, 5, 3)
  return bytes
}

const grouped = (bytes: Buffer) =>
  Buffer.concat([0, 1, 2, 3].map((first) => bytes.filter((_, index) => index % 4 === first)))

export function packChunk({ bytes, scheme }: Sample): Buffer {
  if (scheme === 0) return Buffer.concat([header(0, bytes.length, bytes.length), bytes])
  const packed = compressFrameSync(scheme === 1 ? bytes : grouped(bytes))
  return Buffer.concat([header(scheme, packed.length, bytes.length), packed])
}

const rootOf = (chunks: Buffer[]) => {
  const tree = new MerkleTree()
  for (const bytes of chunks) tree.add({ hash: hashChunk(bytes), sizeBytes: bytes.length })
  return tree.root()
}

export const xorbHashOf = (chunks: Buffer[]): string => toText(rootOf(chunks))

const record = (hash: string | Buffer, ...numbers: number[]) => {
  const bytes = Buffer.alloc(48)
  bytes.set(typeof hash === 'string' ? fromText(hash) : hash)
  numbers.forEach((number, index) => bytes.writeUInt32LE(number, 32 + index * 4))
  return bytes
}

const tag = Buffer.from('HFRepoMetaData\0UigEj{\x81W\x83\xa5\xbd\xd9\\\xcd\xd1J\xa9', 'latin1')
const bookend = record(Buffer.alloc(32, 0xff))

type Range = { xorb: Buffer[]; start: number; end: number }
export type Said = Partial<{
  xorbHash: string
  sizeBytes: number
  end: number
  rangeHash: string
  fileHash: string
  sha256: string
}>

/** A shard of one file made of these ranges; `said` takes the place of what is so. */
export function shardOf(ranges: Range[], said: Said = {}): Buffer {
  const chunksOf = ({ xorb, start, end }: Range) => xorb.slice(start, end)
  const chunks = ranges.flatMap(chunksOf)
  const terms = ranges.map((range) =>
    record(
      said.xorbHash ?? xorbHashOf(range.xorb),
      0,
      said.sizeBytes ?? Buffer.concat(chunksOf(range)).length,
      range.start,
      said.end ?? range.end,
    ),
  )
  const proofs = ranges.map((range) =>
    record(said.rangeHash ?? toText(hashRange(Buffer.concat(chunksOf(range).map(hashChunk))))),
  )
  const flags = 0x80000000 + (said.sha256 ? 0x40000000 : 0)
  const head = record(tag, 2)
  const file = record(said.fileHash ?? toText(fileHashOf(rootOf(chunks))), flags, terms.length)
  const metadata = said.sha256 ? [record(said.sha256)] : []
  return Buffer.concat([head, file, ...terms, ...proofs, ...metadata, bookend, bookend])
}

export type Answer = { status: number; body: string }

/** Brings chunks to a repository, with its token or another. */
export async function xetClient(
  { publicUrl }: DatasetsUnderTest,
  ref: string,
  token = 'hf_editor',
) {
  const granted = await fetch(`${publicUrl}/api/models/${ref}/xet-write-token/main`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(granted.status).toBe(200)
  const { casUrl, accessToken } = (await granted.json()) as { casUrl: string; accessToken: string }
  const send = async (path: string, body: Buffer): Promise<Answer> => {
    const headers = { authorization: `Bearer ${accessToken}` }
    const answer = await fetch(casUrl + path, { method: 'POST', headers, body: body as BodyInit })
    return { status: answer.status, body: await answer.text() }
  }
  return {
    casUrl,
    accessToken,
    send,
    sendXorb: (samples: Sample[], hash = xorbHashOf(samples.map(({ bytes }) => bytes))) =>
      send(`/v1/xorbs/default/${hash}`, Buffer.concat(samples.map(packChunk))),
    sendShard: (shard: Buffer) => send('/v2/shards', shard),
  }
}
