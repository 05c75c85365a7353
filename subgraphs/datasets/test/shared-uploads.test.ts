import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DatasetsUnderTest, Target } from './harness.ts'
import {
  appOf,
  ask,
  commitTexts,
  completeUpload,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
} from './harness.ts'

const partBytes = 64 * 1024 ** 2
const bytes = Buffer.alloc(partBytes + 1_000, 'parts of a whole ')
const large = { path: 'large', sha256: sha256Of(bytes), sizeBytes: bytes.length }
const small = { path: 'small', sha256: sha256Of('small'), sizeBytes: 5 }

const begin = async (subgraph: DatasetsUnderTest, datasetId: string, files: object[]) => {
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files },
  })
  return targets
}

const put = async (url: string, body: string | Buffer) => {
  const answer = await fetch(url, { method: 'PUT', body: body as BodyInit })
  expect(answer.status).toBe(200)
  return answer.headers.get('etag')
}

/** Brings `all` by the parts of a target, and asks for them to be joined. */
async function bring(subgraph: DatasetsUnderTest, { uploadId, parts }: Target, all: Buffer) {
  const given = []
  for (const { number, url } of parts) {
    const body = all.subarray((number - 1) * partBytes, number * partBytes)
    given.push({ number, etag: await put(url, body) })
  }
  return ask(subgraph, completeUpload, { input: { uploadId, parts: given } })
}

test('a content that is announced fifty times comes by one upload', async () => {
  const subgraph = await startDatasets()
  const { id, ref } = await datasetWith(subgraph)
  const announce = () => begin(subgraph, id, [small, large, { ...small, path: 'again' }])
  const batch = async () => {
    const objects = [small, large].map(({ sha256, sizeBytes }) => ({
      oid: sha256,
      size: sizeBytes,
    }))
    const sent = { operation: 'upload', transfers: ['basic', 'multipart'], objects }
    const headers = {
      authorization: 'Bearer hf_editor',
      'content-type': 'application/vnd.git-lfs+json',
    }
    const url = `${subgraph.publicUrl}/datasets/${ref}.git/info/lfs/objects/batch`
    expect(await fetch(url, { method: 'POST', headers, body: JSON.stringify(sent) })).toMatchObject(
      {
        status: 200,
      },
    )
  }
  const answers = await Promise.all(Array.from({ length: 25 }, () => [announce(), batch()]).flat())
  const targets = answers.flatMap((answer) => answer ?? [])
  expect(new Set(targets.map(({ uploadId }) => uploadId)).size).toBe(2)
  const rows = await (await appOf(subgraph)).orm.em.fork().execute('select id from upload')
  expect(rows).toHaveLength(2)
})

test('two who bring the same content at once both end well', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const [one, other] = await Promise.all([
    begin(subgraph, id, [large]),
    begin(subgraph, id, [large]),
  ])
  const whole = { sha256: large.sha256, sizeBytes: large.sizeBytes }
  await put(other[0]!.parts[0]!.url, bytes.subarray(0, partBytes))
  expect(await bring(subgraph, one[0]!, bytes)).toEqual(whole)
  const { uploadId, parts } = other[0]!
  const etag = await put(parts[1]!.url, bytes.subarray(partBytes))
  const given = [{ number: 2, etag }]
  expect(await ask(subgraph, completeUpload, { input: { uploadId, parts: given } })).toEqual(whole)
  expect(await begin(subgraph, id, [large])).toMatchObject([{ uploadId: null }])
})

test('who brought other bytes than announced, in parts, announces again and brings them', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const [first] = await begin(subgraph, id, [large])
  expect(await bring(subgraph, first!, Buffer.alloc(large.sizeBytes))).toMatchObject({
    message: expect.stringContaining('have the sha256') as string,
  })
  const [second] = await begin(subgraph, id, [large])
  expect(second!.uploadId).not.toBe(first!.uploadId)
  expect(await bring(subgraph, second!, bytes)).toMatchObject({ sha256: large.sha256 })
  expect(await readdir(join(subgraph.folder, 'parts'))).toEqual([])
})

test('an upload that will be forgotten soon is begun anew', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const app = await appOf(subgraph)
  const [first] = await begin(subgraph, id, [small])
  await app.orm.em.fork().execute(`update upload set created_at = now() - interval '13 hours'`)
  const [second] = await begin(subgraph, id, [small])
  expect(second!.uploadId).not.toBe(first!.uploadId)
})

test("what the service itself writes is nobody else's upload", async () => {
  const subgraph = await startDatasets()
  subgraph.graph.storageBytes['acme'] = 1_000_000
  const { id } = await datasetWith(subgraph)
  const text = 'x'.repeat(100_000)
  const file = { path: 'text', sha256: sha256Of(text), sizeBytes: text.length }
  const [target] = await begin(subgraph, id, [file])
  await commitTexts(subgraph, id, { text })
  await put(target!.parts[0]!.url, text)
  const input = { uploadId: target!.uploadId, parts: [] }
  expect(await ask(subgraph, completeUpload, { input })).toEqual({
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
  })
})
