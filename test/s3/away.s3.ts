import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@weft/kit/free-port'
import { expect, onTestFinished, test } from 'vitest'
import {
  commit,
  commitTexts,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
  upload,
} from '../../subgraphs/datasets/test/harness.ts'
import { startMinio } from './server.ts'

/** Too large for a row. */
const large = 'x'.repeat(20_000)

test('while the store is away that is said, and when it is back all goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-s3-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const port = await freePort()
  let server = await startMinio(folder, port)
  onTestFinished(() => server.stop())
  const subgraph = await startDatasets({ settings: { OBJECTS: 's3:', ...server.settings } })
  const { id, ref } = await datasetWith(subgraph)
  const files = { 'a.txt': `a${large}`, 'small.txt': 'small' }
  expect(await commitTexts(subgraph, id, files)).toMatchObject({ number: 1 })
  const isReady = async () => (await fetch(`${subgraph.url}/health/ready`)).status

  await server.stop()
  const operations = [{ addText: { path: 'b.txt', content: `b${large}` } }]
  const refused = await subgraph.execute(commit, {
    input: { datasetId: id, message: 'B', operations },
  })
  expect(refused.errors).toEqual([
    expect.objectContaining({ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }),
  ])
  const headers = { authorization: 'Bearer hf_editor' }
  const read = (path = 'a.txt') =>
    fetch(`${subgraph.publicUrl}/datasets/${ref}/resolve/main/${path}`, { headers })
  expect((await read()).status).toBe(503)
  expect(await (await read('small.txt')).text()).toBe('small')
  expect(await commitTexts(subgraph, id, { 'small.txt': 'other' })).toMatchObject({ number: 2 })
  expect(await isReady()).toBe(503)
  const announce = (sizeBytes: number) => {
    const file = { path: 'c.bin', sha256: sha256Of('c'.repeat(sizeBytes)), sizeBytes }
    return subgraph.execute(createUpload, { input: { datasetId: id, files: [file] } })
  }
  expect((await announce(65 * 1024 ** 2)).errors).toEqual([
    expect.objectContaining({ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }),
  ])
  const lines = [
    { key: 'header', value: { summary: 'C' } },
    { key: 'file', value: { path: 'c.txt', content: `c${large}` } },
  ]
  const commitByHub = () =>
    fetch(`${subgraph.publicUrl}/api/datasets/${ref}/commit/main`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    })
  expect((await commitByHub()).status).toBe(503)

  server = await startMinio(folder, port)
  expect(await isReady()).toBe(200)
  expect(await (await read()).text()).toBe(`a${large}`)
  expect(await commitTexts(subgraph, id, { 'b.txt': `b${large}` })).toMatchObject({ number: 3 })
  expect((await commitByHub()).status).toBe(200)
  await upload(subgraph, id, { path: 'c.bin', bytes: 'bytes of a file' })
})

test('a platform that starts before its store uses it when it comes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-s3-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const port = await freePort()
  const { stop, settings } = await startMinio(folder, port)
  await stop()
  const subgraph = await startDatasets({ settings: { OBJECTS: 's3:', ...settings } })
  const { id } = await datasetWith(subgraph)
  const server = await startMinio(folder, port)
  onTestFinished(server.stop)
  expect(await commitTexts(subgraph, id, { 'a.txt': large })).toMatchObject({ number: 1 })
})
