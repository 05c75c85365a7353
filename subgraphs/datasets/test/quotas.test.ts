import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  appOf,
  ask,
  commit,
  commitTexts,
  createDataset,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
  upload,
} from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'
import { start } from './xet.samples.ts'

const inBytes = /* GraphQL */ `
  ... on QuotaError {
    limit
    used
    allowed
  }
`
const announce = createUpload.replace('... on Error', `${inBytes} ... on Error`)
const commitIn = commit.replace('... on Error', `${inBytes} ... on Error`)

const fileOf = (sizeBytes: number, path = 'a.bin') => ({
  path,
  sizeBytes,
  sha256: sha256Of(randomBytes(8)),
})

const tryUpload = (subgraph: DatasetsUnderTest, datasetId: string, file: object) =>
  ask<{ __typename?: string }>(subgraph, announce, { input: { datasetId, files: [file] } })

const refusal = (used: number, needed: number, allowed = 100) => ({
  __typename: 'QuotaError',
  message:
    `Namespace \`acme\` may store ${allowed} bytes and holds ${used}, announced uploads included; ` +
    `this needs ${needed} more.`,
  limit: 'storageBytes',
  used,
  allowed,
})

async function startWith(quota: number | null) {
  const subgraph = await startDatasets()
  subgraph.graph.storageBytes['acme'] = quota
  return { subgraph, dataset: await datasetWith(subgraph) }
}

test('of fifty who announce uploads at once, no more are let in than the quota holds', async () => {
  const { subgraph, dataset } = await startWith(100)
  const second = await datasetWith(subgraph)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      tryUpload(subgraph, [dataset, second][index % 2]!.id, fileOf(9)),
    ),
  )
  const refused = answers.filter(({ __typename }) => __typename === 'QuotaError')
  expect(answers.length - refused.length).toBe(11)
  expect(refused).toEqual(Array.from({ length: 39 }, () => refusal(99, 9)))
})

test('of fifty who commit texts at once, no more are let in than the quota holds', async () => {
  const { subgraph, dataset } = await startWith(100)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      commitTexts(subgraph, dataset.id, { [`${index}.txt`]: String(index).padStart(10, '.') }),
    ),
  )
  expect(answers.filter(({ id }) => id)).toHaveLength(10)
  const size = await subgraph.execute(
    'query ($id: ID!) { dataset(by: { id: $id }) { sizeBytes } }',
    {
      id: dataset.id,
    },
  )
  expect(size.data).toEqual({ dataset: { sizeBytes: 100 } })
})

test('a content counts once in each repository that holds it, however often it comes', async () => {
  const { subgraph, dataset } = await startWith(100)
  const file = { path: 'a.bin', bytes: randomBytes(60) }
  await upload(subgraph, dataset.id, file)
  const again = { path: 'b.bin', sizeBytes: 60, sha256: sha256Of(file.bytes) }
  expect(await tryUpload(subgraph, dataset.id, again)).toMatchObject({ targets: [{ parts: [] }] })
  const second = await datasetWith(subgraph)
  expect(await tryUpload(subgraph, second.id, again)).toEqual(refusal(60, 60))
  expect(await tryUpload(subgraph, dataset.id, fileOf(40))).toMatchObject({ targets: [{}] })
})

test('a commit that does not fit leaves no version, and one that brings nothing new is never refused', async () => {
  const { subgraph, dataset } = await startWith(null)
  const first = await commitTexts(subgraph, dataset.id, { 'a.txt': 'a'.repeat(80) })
  expect(first).toMatchObject({ number: 1 })
  subgraph.graph.storageBytes['acme'] = 50
  const input = (path: string, content: string) => ({
    input: { datasetId: dataset.id, message: 'Add', operations: [{ addText: { path, content } }] },
  })
  expect(await ask(subgraph, commitIn, input('b.txt', 'b'))).toEqual(refusal(80, 1, 50))
  expect(await ask(subgraph, commitIn, input('c.txt', 'a'.repeat(80)))).toMatchObject({ number: 2 })
})

test('other namespaces have quotas of their own', async () => {
  const { subgraph } = await startWith(0)
  const other = await datasetWith(subgraph, { namespace: 'other' })
  expect(await tryUpload(subgraph, other.id, fileOf(1_000))).toMatchObject({ targets: [{}] })
})

test('Hub clients are told by 413 that a quota would be passed', async () => {
  const { subgraph, dataset } = await startWith(100)
  const { message } = refusal(0, 101)
  const send = async (path: string, type: string, body: string) => {
    const headers = { authorization: 'Bearer hf_editor', 'content-type': type }
    const url = `${subgraph.publicUrl}${path}`
    const answer = await fetch(url, { method: 'POST', headers, body })
    return [answer.status, await answer.json(), answer.headers.get('x-error-message')]
  }
  const objects = [{ oid: sha256Of('x'), size: 101 }]
  const batch = JSON.stringify({ operation: 'upload', objects })
  const lfs = `/datasets/${dataset.ref}.git/info/lfs/objects/batch`
  const refused = [413, { error: message }, message]
  expect(await send(lfs, 'application/vnd.git-lfs+json', batch)).toEqual(refused)

  const lines = [
    { key: 'header', value: { summary: 'Add' } },
    { key: 'file', value: { path: 'a.txt', content: 'a'.repeat(101) } },
  ]
  const body = lines.map((line) => JSON.stringify(line)).join('\n')
  const path = `/api/datasets/${dataset.ref}/commit/main`
  expect(await send(path, 'application/x-ndjson', body)).toEqual(refused)
})

test('a repository needs a namespace that there is', async () => {
  const subgraph = await startDatasets()
  const input = { namespace: 'nowhere', name: 'facts' }
  expect(await ask(subgraph, createDataset, { input })).toEqual({
    __typename: 'NotFoundError',
    message: 'No namespace `nowhere`.',
  })
})

async function callHub(
  { publicUrl }: DatasetsUnderTest,
  method: string,
  path: string,
  body: object,
) {
  const headers = { authorization: 'Bearer hf_admin', 'content-type': 'application/json' }
  const answer = await fetch(publicUrl + path, { method, headers, body: JSON.stringify(body) })
  return [answer.status, await answer.json()] as const
}

test('a repository brings to the quota of another namespace all that it took of its own', async () => {
  const subgraph = await start()
  await upload(subgraph, subgraph.id, { path: 'a.bin', bytes: randomBytes(40) })
  expect(await tryUpload(subgraph, subgraph.id, fileOf(30))).toMatchObject({ targets: [{}] })
  const xorb = [{ bytes: randomBytes(42), scheme: 0 as const }] // with its header 50 bytes
  expect(await subgraph.xet.sendXorb(xorb)).toMatchObject({ status: 200 })
  const move = () => {
    const sent = { fromRepo: subgraph.ref, toRepo: 'other/moved', type: 'model' }
    return callHub(subgraph, 'POST', '/api/repos/move', sent)
  }
  subgraph.graph.storageBytes['other'] = 119
  const error =
    'Namespace `other` may store 119 bytes and holds 0, announced uploads included; ' +
    'this needs 120 more.'
  expect(await move()).toEqual([413, { error }])
  subgraph.graph.storageBytes['other'] = 120
  expect(await move()).toEqual([200, {}])
})

const waiting = `select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

test('who found a repository where it is no more neither moves nor deletes it', async () => {
  const { subgraph, dataset } = await startWith(null)
  const app = await appOf(subgraph)
  const answers = await app.orm.em.fork().transactional(async (em) => {
    await em.execute(`update repository set namespace = 'other' where id = ?`, [dataset.id])
    const move = { fromRepo: dataset.ref, toRepo: 'acme/renamed', type: 'dataset' }
    const remove = { organization: 'acme', name: dataset.ref.slice(5), type: 'dataset' }
    const calls = [
      callHub(subgraph, 'POST', '/api/repos/move', move),
      callHub(subgraph, 'DELETE', '/api/repos/delete', remove),
    ]
    await expect.poll(() => app.orm.em.fork().execute(waiting)).toHaveLength(2)
    return { calls }
  })
  const error = `\`${dataset.ref}\` was moved meanwhile; look again.`
  expect(await Promise.all(answers.calls)).toEqual([
    [412, { error }],
    [412, { error }],
  ])
})

test('an upload is not let in by the quota of a namespace that its repository leaves at that moment', async () => {
  const { subgraph, dataset } = await startWith(null)
  subgraph.graph.storageBytes['other'] = 5
  const app = await appOf(subgraph)
  const { call } = await app.orm.em.fork().transactional(async (em) => {
    await em.execute(`update repository set namespace = 'other' where id = ?`, [dataset.id])
    const call = tryUpload(subgraph, dataset.id, fileOf(1_000))
    await expect.poll(() => app.orm.em.fork().execute(waiting)).toHaveLength(1)
    return { call }
  })
  expect(await call).toEqual({
    __typename: 'ConflictError',
    message: `\`${dataset.ref}\` was moved meanwhile; look again.`,
  })
})

test('a content that is announced with many sizes takes the room of all of them', async () => {
  const { subgraph, dataset } = await startWith(100)
  const sha256 = sha256Of('one')
  for (const sizeBytes of [40, 41])
    expect(await tryUpload(subgraph, dataset.id, { path: 'a', sha256, sizeBytes })).toMatchObject({
      targets: [{}],
    })
  const third = { path: 'a', sha256, sizeBytes: 42 }
  expect(await tryUpload(subgraph, dataset.id, third)).toEqual(refusal(81, 42))
})
