import { expect, test } from 'vitest'
import { sweepOrphans } from '#storage/orphan.sweeper.ts'
import { sweepUploads } from '#uploads/upload.sweeper.ts'
import type { Target } from './harness.ts'
import {
  appOf,
  ask,
  commit,
  commitTexts,
  completeUpload,
  createUpload,
  datasetWith,
  inHours,
  sha256Of,
  startDatasets,
  upload,
} from './harness.ts'

const partBytes = 64 * 1024 ** 2

async function targetFor(bytes: string | Buffer, announced = sha256Of(bytes)) {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const file = { path: 'a.bin', sha256: announced, sizeBytes: bytes.length }
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files: [file] },
  })
  return { subgraph, datasetId, sha256: announced, target: targets[0]! }
}

const put = async (url: string, body: string | Buffer) => {
  const answer = await fetch(url, { method: 'PUT', body: body as BodyInit })
  expect(answer.status).toBe(200)
  return answer.headers.get('etag')
}

test('what a repository has needs no upload', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const sha256 = await upload(subgraph, datasetId, { path: 'a', bytes: 'abc' })
  const input = { datasetId, files: [{ path: 'b', sha256, sizeBytes: 3 }] }
  expect(await ask(subgraph, createUpload, { input })).toEqual({
    targets: [{ path: 'b', uploadId: null, parts: [] }],
  })
})

test('other bytes than announced are refused, and can be sent again', async () => {
  const { subgraph, sha256, target } = await targetFor('good')
  const { uploadId, parts } = target
  const complete = (etag: string | null) =>
    ask(subgraph, completeUpload, { input: { uploadId, parts: [{ number: 1, etag }] } })

  expect(await complete('x')).toMatchObject({
    __typename: 'ValidationError',
    message: 'input.parts: No bytes have arrived yet.',
  })
  expect(await complete(await put(parts[0]!.url, 'evil'))).toMatchObject({
    __typename: 'ValidationError',
    message: expect.stringContaining('have the sha256') as string,
  })
  const etag = await put(parts[0]!.url, 'good')
  expect(await complete(etag)).toEqual({ sha256, sizeBytes: 4 })
  expect(await complete(etag)).toEqual({ sha256, sizeBytes: 4 })
})

test('a commit takes in what was uploaded but not completed, if it is right', async () => {
  const { subgraph, datasetId, sha256, target } = await targetFor('good')
  const operations = [{ add: { path: 'a.bin', sha256 } }]
  const input = { datasetId, message: 'x', operations }

  expect(await ask(subgraph, commit, { input })).toMatchObject({
    problems: [
      {
        path: 'input.operations.0',
        message: 'What was uploaded for `a.bin` cannot be used: No bytes have arrived yet.',
      },
    ],
  })
  await put(target.parts[0]!.url, 'good')
  expect(await ask(subgraph, commit, { input })).toMatchObject({ number: 1 })
})

test('what a URL brings after the content was read changes nothing', async () => {
  const { subgraph, datasetId, sha256, target } = await targetFor('good')
  await put(target.parts[0]!.url, 'good')
  const input = { datasetId, message: 'x', operations: [{ add: { path: 'a.bin', sha256 } }] }
  await ask(subgraph, commit, { input })
  await put(target.parts[0]!.url, 'evil')

  type Found = { dataset: { version: { file: { downloadUrl: string } } } }
  const { data } = await subgraph.execute<Found, object>(
    'query ($id: ID!) { dataset(by: { id: $id }) { version { file(path: "a.bin") { downloadUrl } } } }',
    { id: datasetId },
  )
  expect(await (await fetch(data!.dataset.version.file.downloadUrl)).text()).toBe('good')
})

test('a large file comes in parts, and stays when its upload is forgotten', async () => {
  const bytes = Buffer.alloc(partBytes + 1_000, 'parts of a whole ')
  const { subgraph, datasetId, sha256, target } = await targetFor(bytes)
  const { uploadId, parts } = target
  expect(parts.map(({ number, sizeBytes }) => [number, sizeBytes])).toEqual([
    [1, partBytes],
    [2, 1_000],
  ])
  const uploaded = await Promise.all(
    parts.map(async ({ number, url }) => ({
      number,
      etag: await put(url, bytes.subarray((number - 1) * partBytes, number * partBytes)),
    })),
  )
  const complete = (given: object[]) =>
    ask(subgraph, completeUpload, { input: { uploadId, parts: given } })
  expect(await complete(uploaded.slice(1))).toMatchObject({
    message: expect.stringContaining('There are 2 parts') as string,
  })
  const whole = { sha256, sizeBytes: bytes.length }
  const twice = await Promise.all([complete(uploaded.toReversed()), complete(uploaded)])
  expect(twice).toEqual([whole, whole])
  expect(await complete(uploaded)).toEqual(whole)

  const app = await appOf(subgraph)
  expect(await sweepUploads(app, inHours(25))).toBe(1)
  await sweepOrphans(app, inHours(25))
  const operations = [{ add: { path: 'whole', sha256 } }]
  await commitTexts(subgraph, datasetId, {}, { operations })
  const query = `query ($id: ID!) {
    dataset(by: { id: $id }) { version { file(path: "whole") { downloadUrl } } } }`
  type Found = { version: { file: { downloadUrl: string } } }
  const { version } = await ask<Found>(subgraph, query, { id: datasetId })
  const found = await (await fetch(version.file.downloadUrl)).arrayBuffer()
  expect(sha256Of(Buffer.from(found))).toBe(sha256)
})

test('bad announcements are refused, each with its place', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const files = [
    { path: '../a', sha256: 'x', sizeBytes: -1 },
    { path: 'b', sha256: sha256Of('b'), sizeBytes: 1 },
  ]
  expect(await ask(subgraph, createUpload, { input: { datasetId, files } })).toMatchObject({
    __typename: 'ValidationError',
    problems: [
      { path: 'input.files.0.path' },
      { path: 'input.files.0.sha256' },
      { path: 'input.files.0.sizeBytes' },
    ],
  })
  const many = Array.from({ length: 101 }, () => files[1])
  expect(await ask(subgraph, createUpload, { input: { datasetId, files: many } })).toMatchObject({
    problems: [{ path: 'input.files' }],
  })
})
