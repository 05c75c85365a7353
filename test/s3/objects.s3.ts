import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { freePort } from '@weft/kit/free-port'
import { S3Objects } from '@weft/kit/objects-s3'
import { expect, onTestFinished, test } from 'vitest'
import { startMinio } from './server.ts'

const storeIn = (bucket: string, settings: NodeJS.ProcessEnv = process.env) => {
  const warnings: string[] = []
  const store = new S3Objects({
    endpoint: settings.S3_ENDPOINT!,
    bucket,
    accessKey: settings.S3_ACCESS_KEY!,
    secretKey: settings.S3_SECRET_KEY!,
    region: 'us-east-1',
    warn: (message) => warnings.push(message),
  })
  return Object.assign(store, { warnings })
}
const store = storeIn(process.env.S3_BUCKET!)

const key = () => `uploads/${randomUUID()}`
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const textOf = async (from: string, range?: { start: number; end: number }) =>
  (await buffer(await store.read(from, range))).toString()
const put = (url: string, body: string | Buffer) =>
  fetch(url, { method: 'PUT', body: body as BodyInit })

test('an object is kept, read whole or in part, and removed', async () => {
  const one = key()
  await store.put(one, Buffer.from('0123456789'))
  expect(await textOf(one)).toBe('0123456789')
  expect(await textOf(one, { start: 2, end: 4 })).toBe('234')
  expect(await store.stat(one)).toEqual({ sizeBytes: 10 })
  await store.remove(one)
  expect(await store.stat(one)).toBeNull()
})

async function* pieces(count: number) {
  const piece = Buffer.alloc(1024 ** 2, 'piece')
  for (let index = 0; index < count; index++) yield piece
}

test.for([1, 8, 20])('a stream of %s MiB is kept, and not half of it', async (mib) => {
  const [one, half] = [key(), key()]
  await store.write(one, pieces(mib), { sizeBytes: mib * 1024 ** 2 })
  const whole = await buffer(await store.read(one))
  expect(sha256(whole)).toBe(sha256(Buffer.concat(await Array.fromAsync(pieces(mib)))))

  const short = store.write(half, pieces(mib - 1), { sizeBytes: mib * 1024 ** 2 })
  await expect(short).rejects.toThrow('bytes came than')
  expect(await store.stat(half)).toBeNull()
})

test('of a stream that breaks off, goes on, or throws at its end, nothing is kept', async () => {
  async function* throwing() {
    yield* pieces(1)
    throw new Error('It was not what it said.')
  }
  const [long, broken] = [key(), key()]
  await expect(store.write(long, pieces(2), { sizeBytes: 1024 ** 2 })).rejects.toThrow(
    'bytes came than',
  )
  await expect(store.write(broken, throwing(), { sizeBytes: 1024 ** 2 })).rejects.toThrow(
    'not what it said',
  )
  expect([await store.stat(long), await store.stat(broken)]).toEqual([null, null])
})

test.for([1, 9])(
  'of a stream of %s MiB with another hash than was announced nothing is kept',
  async (mib) => {
    const [good, bad] = [key(), key()]
    const content = Buffer.concat(await Array.fromAsync(pieces(mib)))
    const write = (to: string, hash: string) =>
      store.write(to, pieces(mib), { sizeBytes: content.length, sha256: hash })
    await write(good, sha256(content))
    await expect(write(bad, sha256(Buffer.from('other')))).rejects.toThrow('have the sha256')
    expect(await store.stat(good)).toEqual({ sizeBytes: content.length })
    expect(await store.stat(bad)).toBeNull()
  },
)

test('an empty stream is an empty object', async () => {
  const one = key()
  await store.write(one, pieces(0), { sizeBytes: 0 })
  expect(await store.stat(one)).toEqual({ sizeBytes: 0 })
})

test('presigned URLs bring bytes in and out, and nothing when altered', async () => {
  const one = key()
  const url = await store.presignPut(one, 7)
  expect((await put(url, 'content')).status).toBe(200)
  expect(
    (
      await put(
        url.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        'evil',
      )
    ).status,
  ).toBe(403)

  const download = await store.presignGet(one, 'a b.txt')
  const answer = await fetch(download, { headers: { range: 'bytes=3-' } })
  expect([answer.status, await answer.text()]).toEqual([206, 'tent'])
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''a%20b.txt`)
  expect((await fetch(download.replace(one, key()))).status).toBe(403)
})

test('an upload URL takes as many bytes as were announced, and no others', async () => {
  const one = key()
  const multipartId = await store.createMultipart(one)
  const part = { multipartId, number: 1, offsetBytes: 0, sizeBytes: 7 }
  for (const url of [await store.presignPut(one, 7), await store.presignPart(one, part)]) {
    for (const body of ['conten', 'contents']) expect((await put(url, body)).status).toBe(403)
    expect((await put(url, 'content')).status).toBe(200)
  }
  expect((await put(await store.presignPut(one, 0), '')).status).toBe(200)
})

test('an upload URL copies no other object, whole or as a part', async () => {
  const [secret, one] = [`blobs/${randomUUID()}`, key()]
  await store.put(secret, Buffer.from('of somebody else'))
  const multipartId = await store.createMultipart(one)
  const part = { multipartId, number: 1, offsetBytes: 0, sizeBytes: 16 }
  const headers = { 'x-amz-copy-source': `/${process.env.S3_BUCKET!}/${secret}` }
  for (const url of [
    await store.presignPut(one, 0),
    await store.presignPart(one, { ...part, sizeBytes: 0 }),
  ]) {
    const answer = await fetch(url, { method: 'PUT', headers })
    expect(answer.status).toBe(403)
  }
  expect(await store.stat(one)).toBeNull()
})

/** An object that is to come as one part, and its URL, which names the hash of its bytes. */
async function comeAsOne(store: S3Objects, bytes: string) {
  const to = { key: `blobs/${randomUUID()}`, sha256: sha256(bytes), sizeBytes: bytes.length }
  const multipartId = await store.createMultipart(to.key)
  const part = { multipartId, number: 1, offsetBytes: 0, ...to }
  return {
    to: { ...to, isHashNamed: true },
    multipartId,
    url: await store.presignPart(to.key, part),
  }
}
const inUnsignedChunks = {
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': '4',
  'x-amz-trailer': 'x-amz-checksum-crc32',
}
/** `evil`, with its checksum. */
const chunks = '4\r\nevil\r\n0\r\nx-amz-checksum-crc32:jfsxUg==\r\n\r\n'

test('a store that checks hashes takes no other bytes than those that a URL names, however they are sent', async () => {
  expect([await store.checksHashes(), store.warnings]).toEqual([true, []])
  const { to, multipartId, url } = await comeAsOne(store, 'good')
  const refused = async (body: string, headers = {}, at = url) => {
    const { status } = await fetch(at, { method: 'PUT', body, headers })
    expect([400, 403]).toContain(status)
  }
  await refused('evil')
  await refused('evil', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })
  await refused(chunks, inUnsignedChunks)
  await refused('evil', {}, url.replaceAll(to.sha256, sha256('evil')))
  await refused('evil', {}, url.replace(/X-Amz-Content-Sha256=[^&]*&/, ''))
  await refused('evil', {}, `${url}&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD`)
  const answer = await put(url, 'good')
  await store.join(to.key, multipartId, [{ number: 1, etag: answer.headers.get('etag')! }])
  await store.adopt(to.key, to)
  expect(await textOf(to.key)).toBe('good')
  expect((await put(url, 'good')).status).toBe(404) // nor the same once more
})

test('bytes that have the hash that a URL names, and not the size that was announced, are refused', async () => {
  const { to, multipartId, url } = await comeAsOne(store, 'good')
  const answer = await put(url, 'good')
  await store.join(to.key, multipartId, [{ number: 1, etag: answer.headers.get('etag')! }])
  await expect(store.adopt(to.key, { ...to, sizeBytes: 3 })).rejects.toThrow('4 bytes arrived')
  expect(await store.stat(to.key)).toBeNull()
})

test('a store that takes what nobody signed is not trusted, what comes there is read, and its operator is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-s3-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const server = await startMinio(folder, await freePort(), 'open')
  onTestFinished(() => server.stop())
  const open = storeIn('weft', server.settings)
  expect(await open.checksHashes()).toBe(false)
  expect(open.warnings).toEqual([expect.stringContaining('CVE-2026-41145')])

  const { to, multipartId, url } = await comeAsOne(open, 'good')
  const answer = await fetch(url, { method: 'PUT', body: chunks, headers: inUnsignedChunks })
  await open.join(to.key, multipartId, [{ number: 1, etag: answer.headers.get('etag')! }])
  await expect(open.adopt(to.key, to)).rejects.toThrow('have the sha256')
  expect(await open.stat(to.key)).toBeNull()
})

test('what was uploaded is adopted when it is what was announced', async () => {
  const [one, to] = [key(), { key: `blobs/${randomUUID()}`, sha256: sha256('good'), sizeBytes: 4 }]
  await expect(store.adopt(one, to)).rejects.toThrow('No bytes have arrived')
  await put(await store.presignPut(one, 4), 'evil')
  await expect(store.adopt(one, to)).rejects.toThrow('have the sha256')
  expect([await store.stat(one), await store.stat(to.key)]).toEqual([null, null])

  await put(await store.presignPut(one, 4), 'good')
  await store.adopt(one, to)
  await store.adopt(one, to)
  expect(await textOf(to.key)).toBe('good')
  expect(await store.stat(one)).toBeNull()
})

test('what the uploader has said of the bytes is not told to who downloads them', async () => {
  const [one, bytes] = [key(), 'not packed at all']
  const to = { key: `blobs/${randomUUID()}`, sha256: sha256(bytes), sizeBytes: bytes.length }
  const headers = { 'content-encoding': 'gzip', 'content-type': 'text/html' }
  await fetch(await store.presignPut(one, bytes.length), { method: 'PUT', body: bytes, headers })
  await store.adopt(one, to)
  const answer = await fetch(await store.presignGet(to.key, 'a'))
  expect([answer.headers.get('content-encoding'), answer.headers.get('content-type')]).toEqual([
    null,
    'application/octet-stream',
  ])
  expect(await answer.text()).toBe(bytes)
})

test('parts are joined where they stay, in the order of their numbers, if their ETags agree', async () => {
  const one = `blobs/${randomUUID()}`
  const multipartId = await store.createMultipart(one)
  const pieces = [Buffer.alloc(5 * 1024 ** 2, 'a'), Buffer.from('the end')]
  const urls = await Promise.all(
    pieces.map((bytes, index) => {
      const offsetBytes = index * 5 * 1024 ** 2
      const part = { multipartId, number: index + 1, offsetBytes, sizeBytes: bytes.length }
      return store.presignPart(one, part)
    }),
  )
  const parts = await Promise.all(
    pieces.map(async (bytes, index) => {
      const answer = await put(urls[index]!, bytes)
      return { number: index + 1, etag: answer.headers.get('etag')! }
    }),
  )
  const [first, last] = parts
  const wrong = [first!, { ...last!, etag: first!.etag }]
  await expect(store.join(one, multipartId, wrong)).rejects.toThrow('The parts cannot be joined')
  await store.join(one, multipartId, parts)
  const whole = Buffer.concat(pieces)
  const to = { key: one, sha256: sha256(whole), sizeBytes: whole.length }
  await store.adopt(one, to)
  await store.adopt(one, to)

  expect((await put(urls[1]!, 'the not')).status).toBe(404) // no URL of a part writes any more
  expect(await textOf(one)).toBe(whole.toString())
  await expect(store.adopt(one, { ...to, sha256: sha256('x') })).rejects.toThrow('have the sha256')
  expect(await store.stat(one)).toBeNull()
})

test('parts that were never joined are dropped', async () => {
  const one = key()
  const multipartId = await store.createMultipart(one)
  const part = { multipartId, number: 1, offsetBytes: 0, sizeBytes: 1 }
  await put(await store.presignPart(one, part), 'x')
  await store.discard(one, multipartId)
  await store.discard(one, multipartId)
  expect((await put(await store.presignPart(one, part), 'x')).status).toBe(404)
})

test('a bucket that is not there is made, also by two at once', async () => {
  const bucket = `made-${randomUUID()}`
  const [one, another] = [storeIn(bucket), storeIn(bucket)]
  await Promise.all([one.checkReady(), another.put('uploads/a', Buffer.from('a'))])
  expect(await one.stat('uploads/a')).toEqual({ sizeBytes: 1 })
})

test('browsers of any origin may read the ETag that a part was given', async () => {
  const answer = await fetch(await store.presignPut(key(), 7), {
    method: 'PUT',
    body: 'content',
    headers: { origin: 'http://elsewhere.example' },
  })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
    200,
    'http://elsewhere.example',
  ])
  expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag/i)
})

test('what is left of abandoned uploads is looked for without harm to others', async () => {
  const one = key()
  const multipartId = await store.createMultipart(one)
  await store.dropAbandoned(new Date(0))
  const part = { multipartId, number: 1, offsetBytes: 0, sizeBytes: 1 }
  expect((await put(await store.presignPart(one, part), 'x')).status).toBe(200)
})
