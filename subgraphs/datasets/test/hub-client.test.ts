import {
  commit,
  downloadFile,
  fileDownloadInfo,
  listFiles,
  modelInfo,
  pathsInfo,
  uploadFiles as uploadOrNot,
  whoAmI,
} from '@huggingface/hub'
import { assert, expect, test } from 'vitest'
import { datasetWith, sha256Of, startDatasets } from './harness.ts'

const text = (content: string) => new Blob([content])
const weights = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251))

async function uploadFiles(files: Parameters<typeof uploadOrNot>[0]) {
  const made = await uploadOrNot(files)
  assert(made, 'The client says that nothing was committed.')
  return made
}

async function startHub(kind: 'MODEL' | 'DATASET') {
  const subgraph = await startDatasets()
  const dataset = await datasetWith(subgraph, { kind })
  const repo = { type: kind === 'MODEL' ? 'model' : 'dataset', name: dataset.ref } as const
  return { subgraph, dataset, hub: { repo, hubUrl: subgraph.publicUrl, accessToken: 'hf_editor' } }
}

test.for(['MODEL', 'DATASET'] as const)('a %s repository is written and read', async (kind) => {
  const { hub } = await startHub(kind)

  const { commit: made } = await uploadFiles({
    ...hub,
    commitTitle: 'First',
    files: [
      { path: 'config.json', content: text('{"a":1}') },
      { path: 'sub folder/empty.txt', content: text('') },
      { path: 'adapter_model.safetensors', content: new Blob([weights]) },
    ],
  })
  expect(made.oid).toMatch(/^[0-9a-f]{40}$/)
  expect(made.url).toBe(
    `${hub.hubUrl}/${kind === 'DATASET' ? 'datasets/' : ''}${hub.repo.name}/commit/${made.oid}`,
  )

  const listed = await Array.fromAsync(listFiles({ ...hub, recursive: true }))
  expect(listed.map(({ type, path, size }) => ({ type, path, size }))).toEqual([
    { type: 'file', path: 'adapter_model.safetensors', size: 5_000 },
    { type: 'file', path: 'config.json', size: 7 },
    { type: 'directory', path: 'sub folder', size: 0 },
    { type: 'file', path: 'sub folder/empty.txt', size: 0 },
  ])
  expect(listed[0]?.lfs).toEqual({ oid: sha256Of(weights), size: 5_000, pointerSize: 129 })
  const top = await Array.fromAsync(listFiles(hub))
  expect(top.map(({ path }) => path)).toEqual([
    'adapter_model.safetensors',
    'config.json',
    'sub folder',
  ])

  const info = await fileDownloadInfo({ ...hub, path: 'adapter_model.safetensors' })
  expect(info).toMatchObject({ size: 5_000, etag: `"${sha256Of(weights)}"` })
  for (const [path, content] of [
    ['config.json', Buffer.from('{"a":1}')],
    ['sub folder/empty.txt', Buffer.from('')],
    ['adapter_model.safetensors', weights],
  ] as const)
    for (const revision of ['main', made.oid]) {
      const file = await downloadFile({ ...hub, path, revision })
      expect(Buffer.from(await file!.arrayBuffer())).toEqual(content)
    }
  expect(await downloadFile({ ...hub, path: 'no.txt' })).toBeNull()

  const [entry, ...rest] = await pathsInfo({ ...hub, paths: ['config.json', 'nothing'] })
  expect(rest).toEqual([])
  expect(entry).toMatchObject({ path: 'config.json', type: 'file', size: 7 })
})

test('a repository tells about itself', async () => {
  const { hub, dataset } = await startHub('MODEL')
  const { commit: made } = await uploadFiles({ ...hub, files: [{ path: 'a', content: text('a') }] })
  const info = await modelInfo({ ...hub, name: dataset.ref, additionalFields: ['sha', 'tags'] })
  expect(info).toMatchObject({ id: dataset.id, name: dataset.ref, private: true, sha: made.oid })
})

test('who asks', async () => {
  const { publicUrl } = await startDatasets()
  expect(await whoAmI({ hubUrl: publicUrl, accessToken: 'hf_editor' })).toMatchObject({
    type: 'user',
    name: 'editor@tests',
    orgs: [{ name: 'acme', roleInOrg: 'write' }],
    auth: { accessToken: { role: 'write' } },
  })
  await expect(whoAmI({ hubUrl: publicUrl, accessToken: 'hf_nobody' })).rejects.toMatchObject({
    statusCode: 401,
  })
})

test('files are deleted, and the history stays', async () => {
  const { hub } = await startHub('MODEL')
  const files = ['a.txt', 'b.txt'].map((path) => ({ path, content: text(path) }))
  const { commit: first } = await uploadFiles({ ...hub, files })
  await commit({ ...hub, title: 'Less', operations: [{ operation: 'delete', path: 'a.txt' }] })

  const paths = async (revision: string) =>
    (await Array.fromAsync(listFiles({ ...hub, revision }))).map(({ path }) => path)
  expect(await paths('main')).toEqual(['b.txt'])
  expect(await paths(first.oid)).toEqual(['a.txt', 'b.txt'])
})

test('a commit on an old head is refused with 412', async () => {
  const { hub } = await startHub('MODEL')
  const { commit: first } = await uploadFiles({
    ...hub,
    files: [{ path: 'a', content: text('a') }],
  })
  await uploadFiles({ ...hub, files: [{ path: 'b', content: text('b') }] })
  const late = uploadFiles({
    ...hub,
    parentCommit: first.oid,
    files: [{ path: 'c', content: text('c') }],
  })
  await expect(late).rejects.toMatchObject({ statusCode: 412 })
})

test('a bad row is refused with its file and line', async () => {
  const { hub } = await startHub('DATASET')
  const content = text('{"prompt":"a","completion":"b"}\n{"prompt":"a"}\n')
  const bad = uploadFiles({ ...hub, files: [{ path: 'training/facts.jsonl', content }] })
  await expect(bad).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('training/facts.jsonl:2: ') as string,
  })
})

test(
  'a file larger than a part comes in parts, and back the same',
  { timeout: 60_000 },
  async () => {
    const { hub } = await startHub('MODEL')
    const bytes = Buffer.alloc(65 * 1024 ** 2, 'weights of a model ')
    await uploadFiles({ ...hub, files: [{ path: 'big.bin', content: new Blob([bytes]) }] })
    const file = await downloadFile({ ...hub, path: 'big.bin' })
    expect(sha256Of(new Uint8Array(await file!.arrayBuffer()))).toBe(sha256Of(bytes))
  },
)

test('the files of a branch whose name has a slash are listed', async () => {
  const { hub, dataset } = await startHub('MODEL')
  await uploadFiles({ ...hub, files: [{ path: 'folder/a.txt', content: text('a') }] })
  const branch = await fetch(`${hub.hubUrl}/api/models/${dataset.ref}/branch/feat%2Fx`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.accessToken}` },
  })
  expect(branch.status).toBe(200)
  const list = async (revision: string, path?: string) =>
    (await Array.fromAsync(listFiles({ ...hub, revision, ...(path && { path }) }))).map(
      (entry) => entry.path,
    )
  expect(await list('feat/x')).toEqual(['folder'])
  expect(await list('feat/x', 'folder')).toEqual(['folder/a.txt'])
  await expect(list('feat/y')).rejects.toMatchObject({ statusCode: 404 })
})
