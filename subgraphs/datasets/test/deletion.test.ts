import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import type { DatasetsUnderTest, Target } from './harness.ts'
import {
  appOf,
  ask,
  commit,
  commitTexts,
  completeUpload,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
} from './harness.ts'

const result = '{ __typename ... on Error { message } }'
const createTag = `mutation ($input: CreateTagInput!) { answer: createTag(input: $input) ${result} }`
const createBranch = `mutation ($input: CreateBranchInput!) { answer: createBranch(input: $input) ${result} }`
const deleteDataset = `mutation ($id: ID!) { answer: deleteDataset(id: $id) ${result} }`
const waiting = `select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

const text = (content: string) => ({ addText: { path: 'training/a.jsonl', content } })

const calls: [string, (subgraph: DatasetsUnderTest, datasetId: string) => Promise<unknown>][] = [
  [
    'a tag',
    (subgraph, datasetId) => ask(subgraph, createTag, { input: { datasetId, name: 'v1' } }),
  ],
  [
    'a branch',
    (subgraph, datasetId) => ask(subgraph, createBranch, { input: { datasetId, name: 'next' } }),
  ],
  [
    'an upload',
    (subgraph, datasetId) => {
      const files = [{ path: 'b', sha256: sha256Of('b'), sizeBytes: 1 }]
      return ask(subgraph, createUpload, { input: { datasetId, files } })
    },
  ],
  ...['{"text":"small"}', JSON.stringify({ text: 'x'.repeat(100_000) })].map(
    (content) =>
      [
        `a commit of ${content.length} bytes`,
        (subgraph: DatasetsUnderTest, datasetId: string) => {
          const operations = [text(content)]
          return ask(subgraph, commit, { input: { datasetId, message: 'x', operations } })
        },
      ] as (typeof calls)[number],
  ),
]

test.for(calls)(
  '%s of a repository that is deleted at that moment finds it gone',
  async ([, call]) => {
    const subgraph = await startDatasets()
    const { id } = await datasetWith(subgraph)
    await commitTexts(subgraph, id, { a: 'a' })
    const app = await appOf(subgraph)
    const em = app.orm.em.fork()
    const lockWaits = () => app.orm.em.fork().execute(waiting)
    const { deleted, called } = await em.transactional(async (em) => {
      await em.execute('select from version where repository_id = ? for update', [id])
      const deleted = ask(subgraph, deleteDataset, { id })
      await expect.poll(lockWaits).toHaveLength(1)
      const called = call(subgraph, id)
      await expect.poll(lockWaits).toHaveLength(2)
      return { deleted, called }
    })
    expect(await deleted).toEqual({ __typename: 'Deleted' })
    expect(await called).toMatchObject({
      __typename: 'NotFoundError',
      message: `No dataset ${id}.`,
    })
  },
)

test('an upload that is completed while its repository is deleted ends without either waiting for the other', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const files = [{ path: 'b', sha256: sha256Of('b'), sizeBytes: 1 }]
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files },
  })
  const { uploadId, parts } = targets[0]!
  await fetch(parts[0]!.url, { method: 'PUT', body: 'b' })
  const app = await appOf(subgraph)
  const lockWaits = () => app.orm.em.fork().execute(waiting)
  const { deleted, completed } = await app.orm.em.fork().transactional(async (em) => {
    await em.execute('select from upload where id = ? for update', [uploadId])
    const completed = ask(subgraph, completeUpload, { input: { uploadId, parts: [] } })
    await expect.poll(lockWaits).toHaveLength(1)
    const deleted = ask(subgraph, deleteDataset, { id: datasetId })
    await expect.poll(lockWaits).toHaveLength(2)
    return { deleted, completed }
  })
  expect(await completed).toMatchObject({ sha256: sha256Of('b') })
  expect(await deleted).toEqual({ __typename: 'Deleted' })
})

const remains = 'query ($id: ID!) { remainingDataset(id: $id) { id } }'

test('what comes to need a dataset while that is deleted is told that it is gone', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const app = await appOf(subgraph)
  expect(await ask(subgraph, remains, { id })).toEqual({ id })
  const asked: Promise<unknown>[] = []
  subgraph.graph.onNeeds = async () => {
    asked.push(ask(subgraph, remains, { id }))
    await expect.poll(() => app.orm.em.fork().execute(waiting)).toHaveLength(1)
  }
  expect(await ask(subgraph, deleteDataset, { id })).toEqual({ __typename: 'Deleted' })
  expect(await Promise.all(asked)).toEqual([null])
})

test('a dataset that is asked for before it is deleted stays when somebody came to need it', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  subgraph.graph.needs[id] = { models: 0, jobs: 1 }
  expect(await ask(subgraph, deleteDataset, { id })).toMatchObject({ __typename: 'ConflictError' })
  expect(await ask(subgraph, remains, { id })).toEqual({ id })
})

test('a repository is deleted while its contents are given to another, and neither waits for the other', async () => {
  const subgraph = await startDatasets()
  const from = await datasetWith(subgraph)
  const to = await datasetWith(subgraph)
  const texts = ['one', 'two', 'three', 'four'].toSorted((a, b) =>
    sha256Of(a) < sha256Of(b) ? -1 : 1,
  )
  for (const text of texts.toReversed()) await commitTexts(subgraph, from.id, { [text]: text })
  const [first, last] = [sha256Of(texts[0]!), sha256Of(texts[3]!)]
  const app = await appOf(subgraph)
  const lockWaits = async () => (await app.orm.em.fork().execute<object[]>(waiting)).length
  const lock = (sha256: string, work: () => Promise<unknown>) =>
    app.orm.em.fork().transactional(async (em) => {
      await em.execute('select from blob where sha256 = ? for update', [sha256])
      await work()
    })
  const files = texts.map((text) => ({
    path: text,
    sha256: sha256Of(text),
    sizeBytes: text.length,
  }))
  const calls: Promise<unknown>[] = []
  await lock(first, async () => {
    await lock(last, async () => {
      calls.push(ask(subgraph, createUpload, { input: { datasetId: to.id, files } }))
      await expect.poll(lockWaits).toBe(1)
      calls.push(ask(subgraph, deleteDataset, { id: from.id }))
      await expect.poll(lockWaits).toBe(2)
    })
    await expect.poll(lockWaits).toBe(2)
  })
  expect(await Promise.all(calls)).toEqual([
    { targets: texts.map((path) => ({ path, uploadId: null, parts: [] })) },
    { __typename: 'Deleted' },
  ])
})

test('a dataset that was moved to where the caller does not see it remains for others only', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const app = await appOf(subgraph)
  const { asked } = await app.orm.em.fork().transactional(async (em) => {
    await em.execute(`update repository set namespace = 'other' where id = ?`, [id])
    const asked = ask(subgraph, remains, { id }, viewerWith('VIEWER', 'acme'))
    await expect.poll(() => app.orm.em.fork().execute(waiting)).toHaveLength(1)
    return { asked }
  })
  expect(await asked).toBeNull()
})
