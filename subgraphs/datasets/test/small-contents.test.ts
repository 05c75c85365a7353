import { readdir } from 'node:fs/promises'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { sweepOrphans } from '#storage/orphan.sweeper.ts'
import { sweepBlobs } from '#uploads/blob.sweeper.ts'
import {
  appOf,
  ask,
  commit,
  commitTexts,
  datasetWith,
  inHours,
  sha256Of,
  startDatasets,
} from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'

const text = '{"hidden_size": 64}'
const large = 'x'.repeat(16 * 1024 + 1)

async function started() {
  const subgraph = await startDatasets()
  const app = await appOf(subgraph)
  const count = async (table: string) => {
    const [row] = await app.orm.em
      .fork()
      .execute<{ count: number }[]>(`select count(*)::int from ${table}`)
    return row!.count
  }
  return { subgraph, app, rows: () => count('small_content'), orphans: () => count('orphan') }
}

type Found = { dataset: { version: { file: { downloadUrl: string } } } }

const resolve = (subgraph: DatasetsUnderTest, ref: string, path: string, range?: string) =>
  fetch(`${subgraph.publicUrl}/datasets/${ref}/resolve/main/${path}`, {
    headers: { authorization: 'Bearer hf_admin', ...(range && { range }) },
    redirect: 'manual',
  })

test('a small text that comes inside a request is a row, and a larger one an object', async () => {
  const { subgraph, rows } = await started()
  const { id, ref } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, { 'empty.txt': '', 'config.json': text, 'large.txt': large })
  expect(await rows()).toBe(2)
  expect(await readdir(`${subgraph.folder}/blobs/${id}`)).toHaveLength(1)

  const whole = await resolve(subgraph, ref, 'config.json')
  expect([whole.status, await whole.text()]).toEqual([200, text])
  expect(whole.headers.get('etag')).toBe('"6048c94dc6c165a2cd0322ca34d863e4622b1662"')
  const part = await resolve(subgraph, ref, 'config.json', 'bytes=2-7')
  expect([part.status, await part.text()]).toEqual([206, 'hidden'])
  expect(await (await resolve(subgraph, ref, 'empty.txt')).text()).toBe('')
  const { data } = await subgraph.execute<Found, object>(
    'query ($id: ID!) { dataset(by: { id: $id }) { version { file(path: "empty.txt") { downloadUrl } } } }',
    { id },
  )
  const empty = await fetch(data!.dataset.version.file.downloadUrl)
  expect([empty.status, await empty.text()]).toEqual([200, ''])
  expect(await (await resolve(subgraph, ref, 'large.txt')).text()).toBe(large)
})

test('of many who bring the same small text at once, one keeps it, and nothing is left over', async () => {
  const { subgraph, rows, orphans } = await started()
  const { id } = await datasetWith(subgraph)
  const texts = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`${index}`, `${index}`]),
  )
  const bringing = Array.from({ length: 8 }, (_, index) => {
    const pairs = Object.entries(texts)
    const inSomeOrder = Object.fromEntries(index % 2 ? pairs : pairs.toReversed())
    return commitTexts(subgraph, id, inSomeOrder, { branch: `b${index}` })
  })
  for (const made of await Promise.all(bringing)) expect(made).toHaveProperty('commit')
  expect([await rows(), await orphans()]).toEqual([50, 0])
})

test('a small text is shared without a copy, and goes when no repository has it', async () => {
  const { subgraph, app, rows } = await started()
  const first = await datasetWith(subgraph)
  const second = await datasetWith(subgraph, { namespace: 'other' })
  await commitTexts(subgraph, first.id, { 'config.json': text })
  const operations = [{ add: { path: 'config.json', sha256: sha256Of(text) } }]
  const input = { datasetId: second.id, message: 'Share', operations }
  const refused = await ask(subgraph, commit, { input }, viewerWith('ADMIN', 'other'))
  expect(refused).toMatchObject({ problems: [{ path: 'input.operations.0' }] })
  expect(await ask(subgraph, commit, { input })).toMatchObject({ number: 1 })
  expect(await rows()).toBe(1)

  const remove = (id: string) =>
    subgraph.execute('mutation ($id: ID!) { deleteDataset(id: $id) { __typename } }', { id })
  await remove(first.id)
  await sweepOrphans(app, inHours(25))
  expect(await (await resolve(subgraph, second.ref, 'config.json')).text()).toBe(text)
  await remove(second.id)
  await sweepOrphans(app, inHours(25))
  expect(await rows()).toBe(0)
})

test('a small text that no version names is swept after a day', async () => {
  const { subgraph, app, rows } = await started()
  const { id, ref } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, { 'kept.txt': 'kept' })
  const expectedHead = 'f'.repeat(40)
  const refused = await commitTexts(subgraph, id, { 'b.txt': 'unnamed' }, { expectedHead })
  expect(refused).toMatchObject({ __typename: 'ConflictError' })
  expect(await rows()).toBe(2)
  expect(await sweepBlobs(app)).toBe(0)
  expect(await sweepBlobs(app, new Date(Date.now() + 1_000))).toBe(1)
  await sweepOrphans(app, inHours(25))
  expect(await rows()).toBe(1)
  expect(await (await resolve(subgraph, ref, 'kept.txt')).text()).toBe('kept')
})

test('a small text that passes the quota is refused, and nothing of it kept', async () => {
  const { subgraph, rows } = await started()
  subgraph.graph.storageBytes['acme'] = 10
  const { id } = await datasetWith(subgraph)
  const refused = await commitTexts(subgraph, id, { a: '123456', b: '1234567' })
  expect(refused).toMatchObject({ __typename: 'QuotaError' })
  expect(await rows()).toBe(0)
  expect(await commitTexts(subgraph, id, { a: '1234567890' })).toMatchObject({ number: 1 })
})
