import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { signUrl } from '@weft/kit/signed-url'
import { expect, test } from 'vitest'
import type { DatasetsUnderTest, Target } from './harness.ts'
import {
  ask,
  commitTexts,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
  upload,
} from './harness.ts'

const content = '0123456789'

/** Of a content that came inside a request, and is a row, and of one that is a file of the folder. */
const origins = [['a row'], ['an object']] as const

type Found = { dataset: { version: { file: { downloadUrl: string } } } }
const downloadUrlOf = (path: string) =>
  `query ($id: ID!) { dataset(by: { id: $id }) { version { file(path: "${path}") { downloadUrl } } } }`

async function downloadable(origin: (typeof origins)[number][0] = 'an object') {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const path = 'données/a b.txt'
  if (origin === 'a row') await commitTexts(subgraph, id, { [path]: content })
  else {
    const sha256 = await upload(subgraph, id, { path, bytes: content })
    await commitTexts(subgraph, id, {}, { operations: [{ add: { path, sha256 } }] })
  }
  const { data } = await subgraph.execute<Found, object>(downloadUrlOf(path), { id })
  return { ...subgraph, url: data!.dataset.version.file.downloadUrl }
}

async function uploadable(bytes: string | Buffer) {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const file = { path: 'a.bin', sha256: sha256Of(bytes), sizeBytes: bytes.length }
  const input = { datasetId: id, files: [file] }
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, { input })
  return { ...subgraph, datasetId: id, target: targets[0]!, url: targets[0]!.parts[0]!.url }
}

const ranges = [
  [undefined, 200, content, null],
  ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
  ['bytes=4-2', 200, content, null],
  ['bytes=0-1,3-4', 200, content, null],
] as const

test.for(origins)('of %s, a download gives the range that is asked for', async ([origin]) => {
  const { url } = await downloadable(origin)
  for (const [range, status, body, contentRange] of ranges) {
    const answer = await fetch(url, { headers: { ...(range && { range }) } })
    const { headers } = answer
    expect({ range, status: answer.status, body: await answer.text() }).toEqual({
      range,
      status,
      body,
    })
    expect(headers.get('content-range')).toBe(contentRange)
    expect(headers.get('content-length')).toBe(String(body.length))
    expect(headers.get('etag')).toBe(`"${sha256Of(content)}"`)
    expect(headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''a%20b.txt`)
  }
})

test.for(origins)(
  'of %s, a range beyond the end is 416, and HEAD tells the size',
  async ([origin]) => {
    const { url } = await downloadable(origin)
    const beyond = await fetch(url, { headers: { range: 'bytes=10-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
  },
)

test.for(origins)('of %s, a download that broke off is resumed', async ([origin]) => {
  const { url } = await downloadable(origin)
  const first = await fetch(url, { headers: { range: 'bytes=0-3' } })
  const rest = await fetch(url, { headers: { range: 'bytes=4-' } })
  expect((await first.text()) + (await rest.text())).toBe(content)
})

test.runIf(process.platform === 'linux')(
  'a download whose client leaves is no longer read',
  { timeout: 20_000 },
  async () => {
    const subgraph = await startDatasets()
    const { id } = await datasetWith(subgraph)
    const sha256 = await upload(subgraph, id, { path: 'a', bytes: Buffer.alloc(50 * 1024 ** 2) })
    await commitTexts(subgraph, id, {}, { operations: [{ add: { path: 'a', sha256 } }] })
    const { data } = await subgraph.execute<Found, object>(downloadUrlOf('a'), { id })
    const { hostname, port, pathname, search } = new URL(data!.dataset.version.file.downloadUrl)
    const readers = async () => {
      const open = await Promise.all(
        (await readdir('/proc/self/fd')).map((fd) =>
          readlink(`/proc/self/fd/${fd}`).catch(() => ''),
        ),
      )
      return open.filter((file) => file.endsWith(pathname.slice('/objects'.length))).length
    }
    const client = connect(Number(port), hostname)
    client.write(`GET ${pathname}${search} HTTP/1.1\r\nhost: a\r\n\r\n`)
    await once(client, 'readable') // and nothing more is read
    expect(await readers()).toBe(1)
    client.destroy()
    await expect.poll(readers).toBe(0)
  },
)

const altered: Record<string, (url: URL) => void> = {
  'another object': (url) =>
    (url.pathname = url.pathname.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
  'a later end': (url) => url.searchParams.set('expires', '99999999999'),
  'no signature': (url) => url.searchParams.delete('signature'),
  'another signature': (url) => url.searchParams.set('signature', 'A'.repeat(43)),
  'one more parameter': (url) => url.searchParams.set('part', '1'),
  'another name': (url) => url.searchParams.set('name', 'b.txt'),
}

test.for(origins)('of %s, a download URL that was altered opens nothing', async ([origin]) => {
  const { url: given } = await downloadable(origin)
  for (const [name, alter] of Object.entries(altered)) {
    const url = new URL(given)
    alter(url)
    const answer = await fetch(url)
    const error = expect.stringContaining('was altered') as string
    expect([name, answer.status, await answer.json()]).toEqual([name, 403, { error }])
  }
})

test.for(origins)('of %s, a download URL that has expired opens nothing', async ([origin]) => {
  const { url, config } = await downloadable(origin)
  const { pathname, origin: server, searchParams } = new URL(url)
  const params = { name: searchParams.get('name')! }
  const sign = (seconds: number) =>
    signUrl(config.IDENTITY_SECRET, server, { method: 'GET', path: pathname, params, seconds })
  expect((await fetch(sign(60))).status).toBe(200)
  expect((await fetch(sign(-1))).status).toBe(403)
})

test('a download URL lets nobody write, and an upload URL nobody read', async () => {
  const { url } = await downloadable()
  expect((await fetch(url, { method: 'PUT', body: content })).status).toBe(403)
  const target = await uploadable(content)
  expect((await fetch(target.url)).status).toBe(403)
})

test('paths that try to leave the folder find nothing', async () => {
  const { publicUrl } = await startDatasets()
  const { hostname, port } = new URL(publicUrl)
  const steps = ['..', '%2e%2e', '..%2f', '..%5c', '%00', '....//', '%252e%252e', '.']
  for (const step of steps)
    for (const depth of [1, 3, 8]) {
      const path = `/objects/${`${step}/`.repeat(depth)}etc/passwd?expires=99999999999&signature=x`
      // raw, since fetch would tidy up the path
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), hostname)
        socket.on('error', reject).on('data', (data) => {
          resolve(String(data))
          socket.destroy()
        })
        socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
      })
      expect(answer).toMatch(/^HTTP\/1.1 (40[0134])/)
      expect(answer).not.toContain('root:')
    }
})

const kept = async ({ folder }: DatasetsUnderTest) => {
  const uploads = join(folder, 'uploads')
  const names = existsSync(uploads) ? await readdir(uploads) : []
  return [...names, ...(await readdir(join(folder, 'temporary')))]
}

test.for([
  ['more', `${content}more`],
  ['fewer', '0123'],
])('%s bytes than announced are refused and not kept', async ([, body]) => {
  const upload = await uploadable(content)
  const whole = await fetch(upload.url, { method: 'PUT', body })
  expect(whole.status).toBe(400)
  // without a content-length
  const chunks = new Blob([body!]).stream()
  const request = { method: 'PUT', body: chunks, duplex: 'half' } as RequestInit
  const chunked = await fetch(upload.url, request)
  expect(chunked.status).toBe(400)
  expect(await kept(upload)).toEqual([])
})

test('an upload whose connection breaks leaves nothing', async () => {
  const upload = await uploadable(randomBytes(1024 ** 2))
  const { pathname, search, port, hostname } = new URL(upload.url)
  const socket = connect(Number(port), hostname)
  socket.write(
    `PUT ${pathname}${search} HTTP/1.1\r\nhost: x\r\ncontent-length: ${1024 ** 2}\r\n\r\n`,
  )
  socket.write(Buffer.alloc(100_000))
  await expect.poll(() => kept(upload)).toHaveLength(1)
  socket.destroy()
  await expect.poll(() => kept(upload)).toEqual([])
})
