import { createHash, randomBytes } from 'node:crypto'
import { downloadFile, fileDownloadInfo, uploadFiles } from '@huggingface/hub'
import { expect, test } from 'vitest'
import {
  commitTexts,
  completeUpload,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
  upload,
} from '../../subgraphs/datasets/test/harness.ts'
import { shardOf, xetClient } from '../../subgraphs/datasets/test/xet.client.ts'

const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY } = process.env
const settings = { OBJECTS: 's3:', S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY }

test('a version is made of bytes in S3, and read from there', async () => {
  const subgraph = await startDatasets({ settings })
  const { id } = await datasetWith(subgraph)
  const sha256 = await upload(subgraph, id, { path: 'a.bin', bytes: 'bytes of a file' })
  const operations = [{ add: { path: 'a.bin', sha256 } }]
  expect(await commitTexts(subgraph, id, {}, { operations })).toMatchObject({ number: 1 })

  type Found = { dataset: { version: { file: { downloadUrl: string } } } }
  const { data } = await subgraph.execute<Found, object>(
    'query ($id: ID!) { dataset(by: { id: $id }) { version { file(path: "a.bin") { downloadUrl } } } }',
    { id },
  )
  const { downloadUrl } = data!.dataset.version.file
  expect(downloadUrl.startsWith(`${S3_ENDPOINT}/`)).toBe(true)
  expect(await (await fetch(downloadUrl)).text()).toBe('bytes of a file')
})

test('a small text is a row, beside the larger ones in S3', async () => {
  const subgraph = await startDatasets({ settings })
  const { id, ref } = await datasetWith(subgraph)
  const texts = { 'small.txt': '0123456789', 'large.txt': 'x'.repeat(20_000) }
  await commitTexts(subgraph, id, texts)
  type Found = { dataset: { version: Record<'small' | 'large', { downloadUrl: string }> } }
  const { data } = await subgraph.execute<Found, object>(
    `query ($id: ID!) { dataset(by: { id: $id }) { version {
      small: file(path: "small.txt") { downloadUrl } large: file(path: "large.txt") { downloadUrl }
    } } }`,
    { id },
  )
  const { small, large } = data!.dataset.version
  expect(large.downloadUrl.startsWith(`${S3_ENDPOINT}/`)).toBe(true)
  expect(await (await fetch(large.downloadUrl)).text()).toBe(texts['large.txt'])
  expect(small.downloadUrl.startsWith(`${subgraph.publicUrl}/objects/`)).toBe(true)
  const part = await fetch(small.downloadUrl, { headers: { range: 'bytes=2-4' } })
  expect([part.status, await part.text()]).toEqual([206, '234'])
  const altered = small.downloadUrl.replace('small.txt', 'other.txt')
  expect((await fetch(altered)).status).toBe(403)
  expect((await fetch(small.downloadUrl, { method: 'PUT', body: 'x' })).status).toBe(403)

  const headers = { authorization: 'Bearer hf_editor' }
  for (const [path, text] of Object.entries(texts)) {
    const url = `${subgraph.publicUrl}/datasets/${ref}/resolve/main/${path}`
    const answer = await fetch(url, { headers, redirect: 'manual' })
    expect([answer.status, await answer.text()]).toEqual([200, text])
  }
})

test('a bad row in S3 is refused with its line', async () => {
  const subgraph = await startDatasets({ settings })
  const { id } = await datasetWith(subgraph)
  const files = { 'training/a.jsonl': '{"prompt":"a","completion":"b"}\n[]' }
  expect(await commitTexts(subgraph, id, files)).toMatchObject({
    problems: [{ path: 'training/a.jsonl:2' }],
  })
})

test('a Hub client brings a large file, and reads it back', async () => {
  const subgraph = await startDatasets({ settings })
  const { ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const repo = { type: 'model', name: ref } as const
  const hub = { repo, hubUrl: subgraph.publicUrl, accessToken: 'hf_editor' }
  const bytes = Buffer.alloc(65 * 1024 ** 2, 'weights of a model ')
  await uploadFiles({
    ...hub,
    files: [
      { path: 'big.bin', content: new Blob([bytes]) },
      { path: 'small.bin', content: new Blob([Buffer.alloc(100)]) },
      { path: 'config.json', content: new Blob(['{}']) },
    ],
  })
  const read = async (path: string) => {
    const file = await downloadFile({ ...hub, path })
    return sha256Of(new Uint8Array(await file!.arrayBuffer()))
  }
  expect(await read('big.bin')).toBe(sha256Of(bytes))
  expect(await read('small.bin')).toBe(sha256Of(Buffer.alloc(100)))
  expect(await read('config.json')).toBe(sha256Of('{}'))
  expect(await fileDownloadInfo({ ...hub, path: 'big.bin' })).toMatchObject({ size: bytes.length })
})

test('a large file whose bytes are not those that were announced is refused by the store, and leaves nothing', async () => {
  const subgraph = await startDatasets({ settings })
  const { id } = await datasetWith(subgraph)
  const [announced, brought] = ['a', 'b'].map((letter) => Buffer.alloc(65 * 1024 ** 2, letter))
  const file = { path: 'a.bin', sha256: sha256Of(announced!), sizeBytes: announced!.length }
  type Created = { createUpload: { targets: { uploadId: string; parts: { url: string }[] }[] } }
  const input = { datasetId: id, files: [file] }
  const { data } = await subgraph.execute<Created, object>(createUpload, { input })
  const { uploadId, parts } = data!.createUpload.targets[0]!
  expect(parts).toHaveLength(1)
  const answer = await fetch(parts[0]!.url, { method: 'PUT', body: brought as BodyInit })
  expect([answer.status, await answer.text()]).toEqual([
    400,
    expect.stringContaining('SHA256Mismatch'),
  ])
  const etag = createHash('md5').update(brought!).digest('hex')
  const completed = await subgraph.execute(completeUpload, {
    input: { uploadId, parts: [{ number: 1, etag }] },
  })
  expect(completed.data).toMatchObject({
    completeUpload: { message: expect.stringContaining('parts cannot be joined') },
  })
  expect(await upload(subgraph, id, { path: 'a.bin', bytes: announced! })).toBe(file.sha256)
})

test('a large file by Xet whose sha256 is another than was said is refused, by a store that checks hashes too', async () => {
  const subgraph = await startDatasets({ settings })
  const { ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const xet = await xetClient(subgraph, ref)
  const samples = Array.from({ length: 100 }, () => ({
    bytes: randomBytes(128 * 1024),
    scheme: 0 as const,
  }))
  const xorb = samples.map(({ bytes }) => bytes)
  expect(await xet.sendXorb(samples)).toMatchObject({ status: 200 })
  const sixTimes = Array.from({ length: 6 }, () => ({ xorb, start: 0, end: 100 }))
  const answer = await xet.sendShard(shardOf(sixTimes, { sha256: sha256Of('of somebody else') }))
  expect(answer.body).toContain('have the sha256')
})

test('a large file comes by Xet, in S3 too, and what is damaged leaves nothing there', async () => {
  const subgraph = await startDatasets({ settings })
  const { id, ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const xet = await xetClient(subgraph, ref)
  const samples = Array.from({ length: 400 }, () => ({
    bytes: randomBytes(128 * 1024),
    scheme: 0 as const,
  }))
  const xorb = samples.map(({ bytes }) => bytes)

  expect(await xet.sendXorb(samples, '0'.repeat(64))).toMatchObject({ status: 400 })
  expect(await xet.sendXorb(samples)).toMatchObject({ status: 200 })
  expect(await xet.sendShard(shardOf([{ xorb, start: 0, end: 400 }]))).toMatchObject({
    status: 200,
  })

  const sha256 = sha256Of(Buffer.concat(xorb))
  await commitTexts(subgraph, id, {}, { operations: [{ add: { path: 'big.bin', sha256 } }] })
  const hub = { repo: ref, hubUrl: subgraph.publicUrl, accessToken: 'hf_editor' }
  const file = await downloadFile({ ...hub, path: 'big.bin' })
  expect(sha256Of(new Uint8Array(await file!.arrayBuffer()))).toBe(sha256)
})
