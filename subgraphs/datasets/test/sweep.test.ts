import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger } from '@weft/kit/log'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#app.ts'
import { sweepUploads } from '#uploads/upload.sweeper.ts'
import type { Target } from './harness.ts'
import { ask, createUpload, datasetWith, sha256Of, startDatasets, upload } from './harness.ts'

const hours = (count: number) => new Date(Date.now() + count * 3_600_000)
const partBytes = 64 * 1024 ** 2

test('uploads of yesterday are forgotten with their bytes; what was completed stays', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  await upload(subgraph, datasetId, { path: 'kept', bytes: 'kept' })
  const files = [
    { path: 'small', sha256: sha256Of('small'), sizeBytes: 5 },
    { path: 'large', sha256: sha256Of('large'), sizeBytes: partBytes + 1 },
  ]
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files },
  })
  await fetch(targets[0]!.parts[0]!.url, { method: 'PUT', body: 'small' })
  await fetch(targets[1]!.parts[1]!.url, { method: 'PUT', body: 'x' })
  const app = await createApp(subgraph.config, createLogger('datasets', 'silent'))
  onTestFinished(app.close)
  const kept = async () => {
    const count = async (folder: string) => (await readdir(join(subgraph.folder, folder))).length
    return [await count('uploads'), await count('parts'), await count(`blobs/${datasetId}`)]
  }

  expect(await sweepUploads(app, hours(23))).toBe(0)
  expect(await kept()).toEqual([1, 1, 1])
  expect(await sweepUploads(app, hours(25))).toBe(3)
  expect(await kept()).toEqual([0, 0, 1])
})
