import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { sweepOrphans } from '#storage/orphan.sweeper.ts'
import { sweepBlobs } from '#uploads/blob.sweeper.ts'
import type { Committed, DatasetsUnderTest, Target } from './harness.ts'
import {
  appOf,
  ask,
  commit,
  commitTexts,
  createUpload,
  datasetWith,
  inHours,
  sha256Of,
  startDatasets,
  upload,
} from './harness.ts'

const inOther = viewerWith('ADMIN', 'other')
const bytes = randomBytes(1_000)
const sha256 = sha256Of(bytes)

const add = (datasetId: string, path = 'a.bin') => ({
  input: { datasetId, message: 'Add', operations: [{ add: { path, sha256 } }] },
})

async function started() {
  const subgraph = await startDatasets()
  const app = await appOf(subgraph)
  const first = await datasetWith(subgraph)
  const objects = async () => {
    const found = await readdir(subgraph.folder, { recursive: true })
    return found.filter((path) => /^blobs(\/[^/]+){3}$/.test(path)).length
  }
  return { subgraph, app, first, objects }
}

const announce = (subgraph: DatasetsUnderTest, datasetId: string, viewer = inOther) =>
  ask<{ targets: Target[] }>(
    subgraph,
    createUpload,
    { input: { datasetId, files: [{ path: 'a.bin', sha256, sizeBytes: bytes.length }] } },
    viewer,
  )

async function read(subgraph: DatasetsUnderTest, id: string, revision = 'main') {
  type Found = { dataset: { version: { file: { downloadUrl: string } } } }
  const { data } = await subgraph.execute<Found, object>(
    `query ($id: ID!, $revision: String!) {
      dataset(by: { id: $id }) { version(revision: $revision) { file(path: "a.bin") { downloadUrl } } }
    }`,
    { id, revision },
  )
  return fetch(data!.dataset.version.file.downloadUrl)
}

test('what one may read in another repository need not be sent again', async () => {
  const { subgraph, first, objects } = await started()
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  expect(await ask(subgraph, commit, add(first.id))).toMatchObject({ number: 1 })
  const second = await datasetWith(subgraph, { namespace: 'other' })
  const both = viewerWith('ADMIN', '*')

  expect(await announce(subgraph, second.id, both)).toEqual({
    targets: [{ path: 'a.bin', uploadId: null, parts: [] }],
  })
  expect(await ask(subgraph, commit, add(second.id))).toMatchObject({ number: 1 })
  const third = await datasetWith(subgraph)
  expect(await ask(subgraph, commit, add(third.id))).toMatchObject({ number: 1 })
  expect(await objects()).toBe(1)
  for (const { id } of [first, second, third])
    expect(Buffer.from(await (await read(subgraph, id)).arrayBuffer())).toEqual(bytes)
})

test('LFS and a commit of the Hub take what one may read elsewhere', async () => {
  const { subgraph, first } = await started()
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  await ask(subgraph, commit, add(first.id))
  const second = await datasetWith(subgraph)
  const send = async (path: string, type: string, body: string) => {
    const headers = { authorization: 'Bearer hf_editor', 'content-type': type }
    const answer = await fetch(subgraph.publicUrl + path, { method: 'POST', headers, body })
    return (await answer.json()) as object
  }
  const object = { oid: sha256, size: bytes.length }
  const batch = `/datasets/${second.ref}.git/info/lfs/objects/batch`
  const asked = JSON.stringify({ operation: 'upload', objects: [object] })
  expect(await send(batch, 'application/vnd.git-lfs+json', asked)).toEqual({
    transfer: 'basic',
    objects: [object],
    hash_algo: 'sha256',
  })
  const lines = [
    { key: 'header', value: { summary: 'Add' } },
    { key: 'lfsFile', value: { path: 'a.bin', oid: sha256, algo: 'sha256' } },
  ]
  const body = lines.map((line) => JSON.stringify(line)).join('\n')
  const path = `/api/datasets/${second.ref}/commit/main`
  expect(await send(path, 'application/x-ndjson', body)).toMatchObject({ success: true })
})

test('a hash gives nothing of what one may not read, or of what nobody committed', async () => {
  const { subgraph, first } = await started()
  const theirs = await datasetWith(subgraph, { namespace: 'other' })
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  const mine = await datasetWith(subgraph)
  const isAsked = { targets: [{ uploadId: expect.stringMatching(/^upload_/) as string }] }
  expect(await announce(subgraph, mine.id, viewerWith('ADMIN', 'acme'))).toMatchObject(isAsked)

  await ask(subgraph, commit, add(first.id))
  expect(await announce(subgraph, theirs.id)).toMatchObject(isAsked)
  expect(await ask(subgraph, commit, add(theirs.id), inOther)).toMatchObject({
    problems: [{ path: 'input.operations.0' }],
  })
})

test('what is linked takes its place in the quota of its namespace', async () => {
  const { subgraph, first } = await started()
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  await ask(subgraph, commit, add(first.id))
  subgraph.graph.storageBytes['acme'] = 1_500
  const second = await datasetWith(subgraph)
  expect(await ask(subgraph, commit, add(second.id))).toMatchObject({ __typename: 'QuotaError' })
})

test('an object stays as long as one repository has it', async () => {
  const { subgraph, app, first, objects } = await started()
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  await ask(subgraph, commit, add(first.id))
  const second = await datasetWith(subgraph)
  await ask(subgraph, commit, add(second.id))
  const remove = (id: string) =>
    subgraph.execute('mutation ($id: ID!) { deleteDataset(id: $id) { __typename } }', { id })

  await remove(first.id)
  await sweepOrphans(app, inHours(25))
  expect((await read(subgraph, second.id)).status).toBe(200)
  await remove(second.id)
  await sweepOrphans(app, inHours(25))
  expect(await objects()).toBe(0)
})

test('contents that no version names are swept after a day, the others never', async () => {
  const { subgraph, app, first, objects } = await started()
  await upload(subgraph, first.id, { path: 'kept.bin', bytes })
  await upload(subgraph, first.id, { path: 'b.bin', bytes: 'nobody names this' })
  await ask(subgraph, commit, add(first.id))
  expect(await sweepBlobs(app)).toBe(0)
  expect(await sweepBlobs(app, new Date(Date.now() + 1_000))).toBe(1)
  await sweepOrphans(app, inHours(25))
  expect(await objects()).toBe(1)
  expect((await read(subgraph, first.id)).status).toBe(200)
})

test('no commit loses its content to a sweeper without patience', async () => {
  const { subgraph, app, first } = await started()
  const committing = Array.from({ length: 40 }, async (_, index) => {
    const text = `content ${index % 4}`
    const branch = `b${index}`
    return { text, answer: await commitTexts(subgraph, first.id, { 'a.bin': text }, { branch }) }
  })
  let isRunning = true
  const sweeping = (async () => {
    while (isRunning) {
      await sweepBlobs(app, new Date(Date.now() + 1_000))
      await sweepOrphans(app, inHours(25))
    }
  })()
  const answers = await Promise.all(committing)
  isRunning = false
  await sweeping
  const made = answers.filter(({ answer }) => 'commit' in answer)
  expect(made.length).toBeGreaterThan(0)
  for (const { answer, text } of made)
    expect(await (await read(subgraph, first.id, answer.commit)).text()).toBe(text)
})

test('a version can be read after its branch is gone, and its repository has moved', async () => {
  const { subgraph, app, first } = await started()
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  const onSide = { input: { ...add(first.id).input, branch: 'side' } }
  const { commit: revision } = await ask<Committed>(subgraph, commit, onSide)
  await commitTexts(subgraph, first.id, { 'b.txt': 'b' })
  const send = async (method: string, path: string, sent?: object) => {
    const authorization = 'Bearer hf_admin'
    const answer = await fetch(subgraph.publicUrl + path, {
      method,
      headers: { authorization, ...(sent && { 'content-type': 'application/json' }) },
      ...(sent && { body: JSON.stringify(sent) }),
    })
    expect(answer.status).toBe(200)
  }
  await send('DELETE', `/api/datasets/${first.ref}/branch/side`)
  await send('POST', `/api/datasets/${first.ref}/super-squash/main`, {})
  const move = { fromRepo: first.ref, toRepo: 'other/moved', type: 'dataset' }
  await send('POST', '/api/repos/move', move)
  await sweepBlobs(app, new Date(Date.now() + 1_000))
  await sweepOrphans(app, inHours(25))
  const found = await read(subgraph, first.id, revision)
  expect(Buffer.from(await found.arrayBuffer())).toEqual(bytes)
})

test('a commit copies files of any version that one may read', async () => {
  const { subgraph, first, objects } = await started()
  await upload(subgraph, first.id, { path: 'a.bin', bytes })
  const { commit: fromRevision } = await ask<Committed>(subgraph, commit, add(first.id, 'old.bin'))
  await commitTexts(subgraph, first.id, { 'b.txt': 'b' }, { expectedHead: fromRevision })
  const second = await datasetWith(subgraph)
  const copy = { fromDatasetId: first.id, fromRevision, fromPath: 'old.bin', toPath: 'a.bin' }
  const input = { datasetId: second.id, message: 'Copy', operations: [{ copy }] }
  expect(await ask(subgraph, commit, { input })).toMatchObject({ number: 1 })
  const within = { fromPath: 'a.bin', toPath: 'folder/a.bin' }
  const again = { ...input, operations: [{ copy: within }] }
  expect(await ask(subgraph, commit, { input: again })).toMatchObject({ number: 2 })
  expect(await objects()).toBe(1)
  expect(Buffer.from(await (await read(subgraph, second.id)).arrayBuffer())).toEqual(bytes)
})

test('what one may not read cannot be copied, in the words for what is not there', async () => {
  const { subgraph, first } = await started()
  await commitTexts(subgraph, first.id, { 'a.txt': 'a' })
  const theirs = await datasetWith(subgraph, { namespace: 'other' })
  const tried = (fromDatasetId: string, viewer = inOther) => {
    const operations = [{ copy: { fromDatasetId, fromPath: 'a.txt', toPath: 'a.txt' } }]
    const input = { datasetId: theirs.id, message: 'Copy', operations }
    return ask(subgraph, commit, { input }, viewer)
  }
  const refused = {
    problems: [
      {
        path: 'input.operations.0',
        message: 'There is no file `a.txt` at `main` there, or you may not read it.',
      },
    ],
  }
  const absent = await tried('dataset_01h455vb4pex5vsknk084sn02q')
  expect(absent).toMatchObject(refused)
  expect(await tried(first.id)).toEqual(absent)
  expect(await tried(first.id, viewerWith('ADMIN', '*'))).toMatchObject({ number: 1 })
})
