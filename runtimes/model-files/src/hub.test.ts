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

test('an answer that breaks off is asked for again', async () => {
  const { server, folder } = await given()
  let answered = 0
  const between = createServer(async (request, response) => {
    const { method, url, headers } = request
    const body = method === 'POST' ? await buffer(request) : null
    const { authorization = '', 'content-type': type = '' } = headers
    const sent = { authorization, 'content-type': type }
    const answer = await fetch(server.url + url, { method, headers: sent, body })
    const bytes = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, { 'content-length': bytes.length })
    if (answered++) response.end(bytes)
    else response.write(bytes.subarray(0, 1), () => response.destroy())
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void between.close())
  await once(between, 'listening')
  const { port } = between.address() as { port: number }
  await writeFile(join(folder, 'a'), 'a')
  const hub = createHub({ url: `http://127.0.0.1:${port}`, accessToken: token })
  const target = { type: 'model', name: 'ns/m' } as const
  await hub.uploadFiles(target, { folder, paths: ['a'], title: 'a' })
  expect(server.commitsOf('models/ns/m')).toHaveLength(1)
  expect(answered).toBeGreaterThan(2)
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
