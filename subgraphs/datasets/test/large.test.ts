import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Target } from './harness.ts'
import {
  ask,
  commit,
  commitTexts,
  completeUpload,
  createUpload,
  datasetWith,
  startDatasets,
  upload,
} from './harness.ts'

test('ten thousand operations make one commit, quickly', { timeout: 60_000 }, async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const sha256 = await upload(subgraph, datasetId, { path: 'a', bytes: 'abc' })
  const operations = Array.from({ length: 10_000 }, (_, index) => ({
    add: { path: `data/${index % 100}/${index}.txt`, sha256 },
  }))

  const before = performance.now()
  const first = await ask(subgraph, commit, { input: { datasetId, message: 'Many', operations } })
  const seconds = (performance.now() - before) / 1_000

  expect(first).toMatchObject({ number: 1 })
  expect(seconds).toBeLessThan(10)
  expect(await commitTexts(subgraph, datasetId, { 'one.txt': 'more' })).toMatchObject({ number: 2 })
  const found =
    'query ($id: ID!) { dataset(by: { id: $id }) { sizeBytes version { files { totalCount } } } }'
  expect((await subgraph.execute(found, { id: datasetId })).data).toEqual({
    dataset: { sizeBytes: 7, version: { files: { totalCount: 10_001 } } },
  })
  const tooMany = [...operations, { delete: 'one.txt' }]
  expect(
    await ask(subgraph, commit, { input: { datasetId, message: 'Too many', operations: tooMany } }),
  ).toMatchObject({ __typename: 'ValidationError' })
})

const lineCount = 100_000
const line = Buffer.from(
  `${JSON.stringify({ prompt: 'p'.repeat(500), completion: 'c'.repeat(500) })}\n`,
)
function* lines() {
  for (let sent = 0; sent < lineCount; sent += 100) yield Buffer.concat(Array(100).fill(line))
}

test(
  '100 MB of rows come in, are read, and go out, in flat memory',
  { timeout: 120_000 },
  async () => {
    const subgraph = await startDatasets()
    const { id: datasetId } = await datasetWith(subgraph)
    const hash = createHash('sha256')
    for (const chunk of lines()) hash.update(chunk)
    const sha256 = hash.digest('hex')
    const sizeBytes = line.length * lineCount
    const file = { path: 'training/rows.jsonl', sha256, sizeBytes }
    const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
      input: { datasetId, files: [file] },
    })
    const { uploadId, parts } = targets[0]!

    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
    const uploaded = []
    const rest = Readable.from(lines())
    for (const { number, url, sizeBytes: partBytes } of parts)
      uploaded.push({ number, etag: await putPart(url, rest, partBytes) })
    expect(await ask(subgraph, completeUpload, { input: { uploadId, parts: uploaded } })).toEqual({
      sha256,
      sizeBytes,
    })
    const operations = [{ add: { path: 'training/rows.jsonl', sha256 } }]
    await ask(subgraph, commit, { input: { datasetId, message: 'Rows', operations } })
    const rowCount = async () => {
      const query =
        'query ($id: ID!) { dataset(by: { id: $id }) { version { validation { rowCount } } } }'
      type Counted = { dataset: { version: { validation: { rowCount: number | null } } } }
      const { data } = await subgraph.execute<Counted, object>(query, { id: datasetId })
      return data!.dataset.version.validation.rowCount
    }
    await expect.poll(rowCount, { timeout: 60_000 }).toBe(lineCount)
    clearInterval(watch)
    expect((most - before) / 1024 ** 2).toBeLessThan(100)

    const found = /* GraphQL */ `
      query ($id: ID!) {
        dataset(by: { id: $id }) {
          version {
            file(path: "training/rows.jsonl") {
              downloadUrl
            }
          }
        }
      }
    `
    type Found = { dataset: { version: { file: { downloadUrl: string } } } }
    const { data } = await subgraph.execute<Found, object>(found, { id: datasetId })
    const { file: stored } = data!.dataset.version
    const got = createHash('sha256')
    const answer = await fetch(stored.downloadUrl)
    await pipeline(Readable.fromWeb(answer.body as never), got)
    expect(got.digest('hex')).toBe(sha256)
  },
)

/** PUTs the next `sizeBytes` bytes of `source`. */
async function putPart(url: string, source: Readable, sizeBytes: number) {
  let left = sizeBytes
  async function* part() {
    while (left > 0) {
      const chunk = (source.read() ?? (await untilReadable(source))) as Buffer | undefined
      if (!chunk) continue
      const piece = chunk.subarray(0, left)
      if (piece.length < chunk.length) source.unshift(chunk.subarray(left))
      left -= piece.length
      yield piece
    }
  }
  const answer = await fetch(url, {
    method: 'PUT',
    body: Readable.from(part()),
    duplex: 'half',
    headers: { 'content-length': String(sizeBytes) },
  } as unknown as RequestInit)
  expect(answer.status).toBe(200)
  return answer.headers.get('etag')
}

const untilReadable = (source: Readable) =>
  new Promise<undefined>((resolve) => source.once('readable', () => resolve(undefined)))
