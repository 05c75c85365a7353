import { randomBytes } from 'node:crypto'
import { downloadFile, uploadFiles } from '@huggingface/hub'
import { expect, test } from 'vitest'
import { datasetWith, sha256Of, startDatasets } from './harness.ts'

/** As fetch, for a client that can do nothing but Xet. */
const xetAlone: typeof fetch = async (url, request) => {
  const body = request?.body
  if (typeof body !== 'string' || !body.includes('"transfers"')) return fetch(url, request)
  return fetch(url, {
    ...request,
    body: JSON.stringify({ ...JSON.parse(body), transfers: ['xet'] }),
  })
}

test('files come by Xet, and back the same', async () => {
  const subgraph = await startDatasets()
  const { ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const hub = {
    repo: { type: 'model', name: ref } as const,
    hubUrl: subgraph.publicUrl,
    accessToken: 'hf_editor',
  }
  const floats = Buffer.from(Float32Array.from({ length: 500_000 }, (_, i) => Math.sin(i)).buffer)
  const contents = {
    'random.bin': randomBytes(3_000_000),
    'floats.bin': floats,
    'more.bin': Buffer.concat([floats, Buffer.from('\0more')]),
    'small.bin': Buffer.from([1, 0, 2]),
  }
  const files = Object.entries(contents).map(([path, bytes]) => ({
    path,
    content: new Blob([bytes]),
  }))
  await uploadFiles({ ...hub, files, fetch: xetAlone })
  for (const [path, bytes] of Object.entries(contents)) {
    const file = await downloadFile({ ...hub, path })
    expect(sha256Of(new Uint8Array(await file!.arrayBuffer()))).toBe(sha256Of(bytes))
  }
})
