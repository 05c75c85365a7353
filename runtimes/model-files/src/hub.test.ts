import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { downloadPeftAdapter } from './download.ts'
import { createHub, isHubUnavailable } from './hub.ts'
import { startHubServer } from './testing/hub-server.ts'

const token = 'hf_test'

async function given() {
  const server = await startHubServer({ token })
  onTestFinished(() => server.close().then(() => {}))
  const folder = await mkdtemp(join(tmpdir(), 'weft-hub-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const hub = createHub({ url: server.url, accessToken: token, patienceSeconds: 0 })
  return { server, folder, hub }
}

const large = Buffer.alloc(300_000, 'weights ')

test('files of a revision are listed and downloaded, small and large', async () => {
  const { server, folder, hub } = await given()
  const first = server.addCommit('datasets/ns/d', 'one', [
    ['training/a.jsonl', Buffer.from('{}\n')],
    ['big.bin', large],
  ])
  server.addCommit('datasets/ns/d', 'two', [['training/a.jsonl', Buffer.from('changed')]])
  const source = { type: 'dataset', name: 'ns/d', revision: first } as const
  expect(await hub.listFiles(source)).toEqual([
    { path: 'training/a.jsonl', sizeBytes: 3 },
    { path: 'big.bin', sizeBytes: 300_000 },
  ])
  let receivedBytes = 0
  const received = (sizeBytes: number) => (receivedBytes += sizeBytes)
  await hub.downloadFiles(source, ['training/a.jsonl', 'big.bin'], { folder, received })
  expect(await readFile(join(folder, 'training/a.jsonl'), 'utf8')).toBe('{}\n')
  expect((await readFile(join(folder, 'big.bin'))).equals(large)).toBe(true)
  expect(receivedBytes).toBe(300_003)
  expect(await readdir(folder, { recursive: true })).toHaveLength(3)
})

test('an upload is one commit, of small and of large files', async () => {
  const { server, folder, hub } = await given()
  await writeFile(join(folder, 'config.json'), '{"r":1}')
  await writeFile(join(folder, 'weights.bin'), large)
  const oid = await hub.uploadFiles(
    { type: 'model', name: 'ns/m' },
    { folder, paths: ['config.json', 'weights.bin'], title: 'Both' },
  )
  const [commit, ...more] = server.commitsOf('models/ns/m')
  expect(more).toEqual([])
  expect(commit).toMatchObject({ oid, title: 'Both' })
  expect(commit?.files.get('config.json')?.toString()).toBe('{"r":1}')
  expect(commit?.files.get('weights.bin')?.equals(large)).toBe(true)
})

type Answered = { url: string; range: string | undefined; number: number }

/** An address that leads to the Hub, and breaks off an answer after as many bytes as `breakAfter` says. */
async function startBetween(hubUrl: string, breakAfter: (answered: Answered) => number | null) {
  const ranges: string[] = []
  let number = 0
  const between = createServer(async (request, response) => {
    const { method, url = '', headers } = request
    const { authorization = '', 'content-type': type = '', range } = headers
    if (range) ranges.push(range)
    const body = method === 'POST' ? await buffer(request) : null
    const sent = { authorization, 'content-type': type, ...(range && { range }) }
    const answer = await fetch(hubUrl + url, { method, headers: sent, body })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const answered = new Headers(answer.headers)
    answered.delete('transfer-encoding')
    response.setHeaders(answered).setHeader('content-length', bytes.length)
    response.writeHead(answer.status)
    const most = breakAfter({ url, range, number: number++ })
    if (most === null || most >= bytes.length) response.end(bytes)
    else response.write(bytes.subarray(0, most), () => response.destroy())
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void between.close())
  await once(between, 'listening')
  const { port } = between.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, ranges, answered: () => number }
}

test('an answer that breaks off is asked for again', async () => {
  const { server, folder } = await given()
  const { url, answered } = await startBetween(server.url, ({ number }) => (number ? null : 1))
  await writeFile(join(folder, 'a'), 'a')
  const hub = createHub({ url, accessToken: token, patienceSeconds: 5 })
  const target = { type: 'model', name: 'ns/m' } as const
  await hub.uploadFiles(target, { folder, paths: ['a'], title: 'a' })
  expect(server.commitsOf('models/ns/m')).toHaveLength(1)
  expect(answered()).toBeGreaterThan(2)
})

test('a list of files that breaks off is asked for again', async () => {
  const { server } = await given()
  const { url } = await startBetween(server.url, ({ number }) => (number ? null : 9))
  const revision = server.addCommit('models/ns/m', 'one', [['a', Buffer.from('a')]])
  const hub = createHub({ url, accessToken: token, patienceSeconds: 5 })
  expect(await hub.listFiles({ type: 'model', name: 'ns/m', revision })).toEqual([
    { path: 'a', sizeBytes: 1 },
  ])
})

test('a file that breaks off goes on from where it was', async () => {
  const { server, folder } = await given()
  const { url, ranges } = await startBetween(server.url, ({ range }) =>
    range === 'bytes=0-0' ? null : 100_000,
  )
  const revision = server.addCommit('models/ns/m', 'one', [['big.bin', large]])
  let receivedBytes = 0
  const received = (sizeBytes: number) => (receivedBytes += sizeBytes)
  const source = { type: 'model', name: 'ns/m', revision } as const
  const hub = createHub({ url, accessToken: token, patienceSeconds: 1 })
  await hub.downloadFiles(source, ['big.bin'], { folder, received })
  expect((await readFile(join(folder, 'big.bin'))).equals(large)).toBe(true)
  expect(receivedBytes).toBe(300_000)
  const starts = ranges.filter((range) => range !== 'bytes=0-0')
  expect(starts.length).toBeGreaterThanOrEqual(2)
  for (const start of starts) expect(start).toMatch(/^bytes=[1-9]\d*-$/)
})

test('a file of which no more comes is given up after a while, and nothing of it stays', async () => {
  const { server, folder } = await given()
  const { url } = await startBetween(server.url, ({ range }) => {
    if (range === 'bytes=0-0') return null
    return range ? 0 : 100_000
  })
  const revision = server.addCommit('models/ns/m', 'one', [['big.bin', large]])
  const hub = createHub({ url, accessToken: token, patienceSeconds: 1 })
  const source = { type: 'model', name: 'ns/m', revision } as const
  const error: unknown = await hub.downloadFiles(source, ['big.bin'], { folder }).catch((e) => e)
  expect(String(error)).toContain('Could not download big.bin of ns/m')
  expect(isHubUnavailable(error)).toBe(true)
  expect(await readdir(folder)).toEqual([])
})

test('a file that has changed since it broke off is not put together of two', async () => {
  const { server, folder } = await given()
  server.addCommit('models/ns/m', 'one', [['big.bin', large]])
  const { url } = await startBetween(server.url, ({ range }) => {
    if (range) return null
    server.addCommit('models/ns/m', 'two', [['big.bin', Buffer.alloc(300_000, 'others')]])
    return 100_000
  })
  const hub = createHub({ url, accessToken: token, patienceSeconds: 5 })
  const source = { type: 'model', name: 'ns/m', revision: 'main' } as const
  const download = hub.downloadFiles(source, ['big.bin'], { folder })
  await expect(download).rejects.toThrow('has become another one meanwhile')
})

test('a missing file is named, with its repository', async () => {
  const { server, folder, hub } = await given()
  const revision = server.addCommit('models/ns/m', 'one', [['a', Buffer.from('a')]])
  const source = { type: 'model', name: 'ns/m', revision } as const
  const download = hub.downloadFiles(source, ['b'], { folder })
  await expect(download).rejects.toThrow(`Could not download b of ns/m@${revision}: there is no`)
  const adapter = downloadPeftAdapter(hub, { name: 'ns/m', revision }, { folder })
  await expect(adapter).rejects.toThrow('has no file adapter_config.json')
})

test('a path that leads out of the folder is refused', async () => {
  const { server, folder, hub } = await given()
  const revision = server.addCommit('models/ns/m', 'one', [['../x', Buffer.from('a')]])
  const source = { type: 'model', name: 'ns/m', revision } as const
  const download = hub.downloadFiles(source, ['../x'], { folder })
  await expect(download).rejects.toThrow('leads out of the folder')
  expect(existsSync(join(folder, '../x'))).toBe(false)
})

test('a wrong token and a Hub that is gone are errors in words', async () => {
  const { server, folder } = await given()
  const source = { type: 'model', name: 'ns/m' } as const
  await writeFile(join(folder, 'a'), 'a')
  const upload = (url: string, accessToken: string) =>
    createHub({ url, accessToken, patienceSeconds: 0 }).uploadFiles(source, {
      folder,
      paths: ['a'],
      title: 'a',
    })
  await expect(upload(server.url, 'hf_wrong')).rejects.toThrow('Could not upload to ns/m')
  await server.close()
  const error = await upload(server.url, token).catch((reason: unknown) => reason)
  expect(String(error)).toContain('cannot be reached')
  expect(isHubUnavailable(error)).toBe(true)
  expect(isHubUnavailable(new Error('something else'))).toBe(false)
})
