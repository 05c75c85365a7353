import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { downloadFile, uploadFiles } from '@huggingface/hub'
import { expect, test } from 'vitest'
import { hashChunk, toText } from '#xet/xet.hash.ts'
import { sweepXorbs } from '#xet/xorb.sweeper.ts'
import { appOf, datasetWith, sha256Of } from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'
import { packChunk, shardOf, xetClient } from './xet.client.ts'
import type { Said } from './xet.client.ts'
import { chunks, committed, file, floats, hash, samples, start, whole } from './xet.samples.ts'

const done = { status: 200, body: '{"type":"result","result":1}\n' }

const hours = (count: number) => new Date(Date.now() + count * 3_600_000)
const staged = async ({ folder }: DatasetsUnderTest) =>
  (await readdir(join(folder, 'uploads')).catch(() => [])).length

async function sweep({ config }: DatasetsUnderTest, now: Date) {
  const app = await appOf({ config })
  return sweepXorbs(app, now)
}

/** As fetch, for a client that can do nothing but Xet; `xorbBytes` has the sizes of the xorbs that it sends. */
const xetAlone =
  (xorbBytes: number[]): typeof fetch =>
  async (url, request) => {
    const { body } = request ?? {}
    if (body instanceof Uint8Array && (url as string).includes('/v1/xorbs/'))
      xorbBytes.push(body.length)
    if (typeof body !== 'string' || !body.includes('"transfers"')) return fetch(url, request)
    const offer = { ...(JSON.parse(body) as object), transfers: ['xet'] }
    return fetch(url, { ...request, body: JSON.stringify(offer) })
  }

test('the client of another maker brings files, and gets them back the same', async () => {
  const { ref, publicUrl: hubUrl } = await start()
  const hub = { repo: ref, hubUrl, accessToken: 'hf_editor' }
  const many = Buffer.concat(Array.from({ length: 10 }, () => floats))
  const contents = {
    'random.bin': Buffer.concat([Buffer.from('\0'), randomBytes(500_000)]), // what has no 0 comes as text
    'floats.bin': many,
    'more.bin': Buffer.concat([many, Buffer.from('\0more')]),
    'small.bin': Buffer.from([1, 0, 2]),
  }
  const files = Object.entries(contents).map(([path, bytes]) => ({
    path,
    content: new Blob([bytes]),
  }))
  const xorbBytes: number[] = []
  const sent = () => xorbBytes.splice(0).reduce((sum, bytes) => sum + bytes, 0)
  await uploadFiles({ ...hub, files, fetch: xetAlone(xorbBytes) })

  expect(sent()).toBeGreaterThan(500_000)
  for (const [path, bytes] of Object.entries(contents)) {
    const file = await downloadFile({ ...hub, path })
    expect(sha256Of(new Uint8Array(await file!.arrayBuffer()))).toBe(sha256Of(bytes))
  }

  const changed = Buffer.concat([contents['random.bin'], Buffer.from('\0')])
  const content = new Blob([changed])
  await uploadFiles({
    ...hub,
    files: [{ path: 'changed.bin', content }],
    fetch: xetAlone(xorbBytes),
  })
  expect(sent()).toBeLessThan(150_000)
  const file = await downloadFile({ ...hub, path: 'changed.bin' })
  expect(sha256Of(new Uint8Array(await file!.arrayBuffer()))).toBe(sha256Of(changed))
})

test('a file is made of ranges of chunks, however they are packed', async () => {
  const subgraph = await start()
  const { xet } = subgraph
  expect(await xet.sendXorb(samples)).toEqual({ status: 200, body: '{"was_inserted":true}' })
  expect(await xet.sendXorb(samples)).toEqual({ status: 200, body: '{"was_inserted":false}' })
  const shard = shardOf([
    { xorb: chunks, start: 1, end: 3 },
    { xorb: chunks, start: 0, end: 2 },
  ])
  expect(await xet.sendShard(shard)).toEqual(done)
  expect(await xet.send('/v1/shards', shard)).toEqual({ status: 200, body: '{"result":1}' })

  const bytes = Buffer.concat([...chunks.slice(1), ...chunks.slice(0, 2)])
  expect(await committed(subgraph, bytes)).toBe(sha256Of(bytes))
})

test('chunks are found in the files that have them when what was sent is gone', async () => {
  const subgraph = await start()
  const { xet } = subgraph
  const other = [{ bytes: Buffer.from('of no file'), scheme: 0 } as const]
  await xet.sendXorb(samples)
  await xet.sendXorb(other)
  expect(
    await xet.sendShard(shardOf([whole], { sha256: sha256Of(Buffer.concat(chunks)) })),
  ).toEqual(done)

  expect(await sweep(subgraph, hours(0.9))).toBe(0)
  expect(await sweep(subgraph, hours(1.1))).toBe(1)
  expect(await sweep(subgraph, hours(23))).toBe(0)
  expect(await sweep(subgraph, hours(25))).toBe(1)
  expect(await staged(subgraph)).toBe(0)

  expect(await xet.sendXorb(samples)).toEqual({ status: 200, body: '{"was_inserted":false}' })
  expect(await xet.sendXorb(other)).toEqual({ status: 200, body: '{"was_inserted":true}' })
  const again = shardOf([
    { xorb: chunks, start: 2, end: 3 },
    { ...whole, end: 2 },
  ])
  expect(await xet.sendShard(again)).toEqual(done)
  const bytes = Buffer.concat([chunks[2]!, chunks[0]!, chunks[1]!])
  expect(await committed(subgraph, bytes)).toBe(sha256Of(bytes))
})

test('of a xorb that is partly in files, the rest is sent again when it is gone', async () => {
  const subgraph = await start()
  const { xet } = subgraph
  await xet.sendXorb(samples)
  await xet.sendShard(shardOf([{ xorb: chunks, start: 1, end: 2 }]))
  expect(await sweep(subgraph, hours(25))).toBe(1)

  expect(await xet.sendShard(shardOf([whole]))).toMatchObject({
    status: 400,
    body: expect.stringContaining('not kept any more; upload the xorb again') as string,
  })
  expect(await xet.sendXorb(samples)).toEqual({ status: 200, body: '{"was_inserted":true}' })
  expect(await xet.sendShard(shardOf([whole]))).toEqual(done)
})

const packed = Buffer.concat(samples.map(packChunk))
const altered = (at: number, value: number) => {
  const bytes = Buffer.from(packed)
  bytes[at] = value
  return bytes
}
const bomb = packChunk({ bytes: Buffer.alloc(4 * 1024 ** 2), scheme: 1 })
bomb.writeUIntLE(128 * 1024, 5, 3)
const damaged: [string, Buffer, string][] = [
  ['other bytes', altered(packed.length - 1, packed.at(-1)! ^ 1), 'make the xorb'],
  ['a part', packed.subarray(0, -1), 'ends within the chunk'],
  ['another version', altered(0, 1), 'chunk at byte 0 is damaged'],
  ['an unknown packing', altered(4, 3), 'chunk at byte 0 is damaged'],
  ['a chunk that is too large', altered(3, 0xff), 'chunk at byte 0 is damaged'],
  ['a chunk of another size', altered(5, packed[5]! ^ 1), 'bytes, not'],
  ['what cannot be unpacked', altered(20, packed[20]! ^ 0xff), 'chunk at byte 0 is damaged'],
  ['a bomb', bomb, 'it has 4194304 bytes, not 131072'],
  ['no chunk', Buffer.from('XETBLOB!'), 'make the xorb'],
  [
    'more chunks than a xorb has',
    Buffer.concat(
      Array.from({ length: 8_193 }, () => packChunk({ bytes: Buffer.from('a'), scheme: 0 })),
    ),
    'more than 8192 chunks',
  ],
]

const nobody = '0'.repeat(64)
const lies: [string, Buffer | Said, string][] = [
  ['no shard', Buffer.alloc(96), 'no shard of version 2'],
  ['a part of one', shardOf([whole]).subarray(0, 150), 'ends at byte 150'],
  ['a xorb that was not sent', { xorbHash: nobody }, 'was uploaded to this repository'],
  ['chunks that it has not', { end: 9 }, 'it has 3'],
  ['no chunks', { end: 0 }, 'it has 3'],
  ['another size', { sizeBytes: 7 }, 'bytes, not 7'],
  ['another proof', { rangeHash: nobody }, 'The proof for the chunks 0 to 3'],
  ['another file', { fileHash: nobody }, 'make the file'],
  ['another sha256', { sha256: nobody }, 'have the sha256'],
]

test('damaged or hostile bodies are refused with the reason, and lose nothing', async () => {
  const subgraph = await start()
  const { xet, graph } = subgraph
  for (const [name, body, reason] of damaged) {
    const answer = await xet.send(`/v1/xorbs/default/${hash}`, body)
    expect(answer, name).toMatchObject({
      status: 400,
      body: expect.stringContaining(reason) as string,
    })
    expect(await staged(subgraph), name).toBe(0)
  }
  expect(await xet.sendXorb(samples)).toMatchObject({ status: 200 })
  for (const [name, shard, reason] of lies) {
    const answer = await xet.sendShard(Buffer.isBuffer(shard) ? shard : shardOf([whole], shard))
    expect(answer, name).toMatchObject({
      status: 400,
      body: expect.stringContaining(reason) as string,
    })
    expect(await committed(subgraph, file), name).toBe('ValidationError')
  }
  graph.storageBytes['acme'] = file.length // of which the files that were refused take nothing
  expect(await xet.sendShard(shardOf([whole]))).toEqual(done)
  expect(await committed(subgraph, file)).toBe(sha256Of(file))
})

test('a client that remembers nothing learns of the chunks that files of this repository have', async () => {
  const subgraph = await start()
  const { ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const other = await xetClient(subgraph, ref)
  const ask = async ({ casUrl, accessToken }: typeof other, chunk: Buffer) => {
    const headers = { authorization: `Bearer ${accessToken}` }
    const path = `/v1/chunks/default/${toText(hashChunk(chunk))}`
    const answer = await fetch(casUrl + path, { headers })
    return answer.status
  }
  await subgraph.xet.sendXorb(samples)
  expect(await ask(subgraph.xet, chunks[0]!)).toBe(404)
  await subgraph.xet.sendShard(shardOf([whole]))

  expect(await ask(subgraph.xet, chunks[0]!)).toBe(200)
  expect(await ask(subgraph.xet, Buffer.from('another'))).toBe(404)
  expect(await ask(other, chunks[0]!)).toBe(404)
})

test('many who bring the same at once all succeed', async () => {
  const subgraph = await start()
  const { xet } = subgraph
  const sent = await Promise.all(Array.from({ length: 5 }, () => xet.sendXorb(samples)))
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]))
  const shards = Array.from({ length: 5 }, () => xet.sendShard(shardOf([whole])))
  expect(await Promise.all(shards)).toEqual(Array.from({ length: 5 }, () => done))
  expect(await committed(subgraph, file)).toBe(sha256Of(file))
})

test('of a xorb whose connection breaks nothing stays, and it can be sent again', async () => {
  const subgraph = await start()
  const { xet, graph } = subgraph
  graph.storageBytes['acme'] = file.length
  const headers = {
    authorization: `Bearer ${xet.accessToken}`,
    'content-length': String(packed.length),
  }
  const broken = request(`${xet.casUrl}/v1/xorbs/default/${hash}`, { method: 'POST', headers })
  broken.on('error', () => {})
  broken.write(packed.subarray(0, 20_000))
  const half = () => readdir(join(subgraph.folder, 'temporary'))
  await expect.poll(half).toHaveLength(1)
  broken.destroy()
  await expect.poll(half).toEqual([])
  await expect.poll(() => xet.sendXorb(samples)).toMatchObject({ status: 200 })
})

test('xorbs and files have their place in the quota, and a file is not counted beside its xorbs', async () => {
  const subgraph = await start()
  const { xet, graph } = subgraph
  graph.storageBytes['acme'] = file.length + 100
  expect(await xet.sendXorb(samples)).toMatchObject({ status: 200 })
  expect(await xet.sendXorb([{ bytes: randomBytes(100_000), scheme: 0 }])).toMatchObject({
    status: 413,
    body: expect.stringContaining('Namespace `acme` may store') as string,
  })
  expect(await xet.sendShard(shardOf([whole, whole]))).toMatchObject({ status: 413 })
  expect(await xet.sendShard(shardOf([whole]))).toEqual(done)
  expect(await xet.sendXorb([{ bytes: randomBytes(50), scheme: 0 }])).toMatchObject({ status: 200 })
  expect(await xet.sendXorb([{ bytes: randomBytes(80), scheme: 0 }])).toMatchObject({ status: 413 })
})
