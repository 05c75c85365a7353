import { countQueries } from '@weft/kit/testing/count-queries'
import { expect, test } from 'vitest'
import { ask, commitTexts, datasetWith, startDatasets } from './harness.ts'

const made = '__typename ... on Ref { name annotation version { number } } ... on Error { message }'
const createBranch = `mutation ($input: CreateBranchInput!) { createBranch(input: $input) { ${made} } }`
const createTag = `mutation ($input: CreateTagInput!) { createTag(input: $input) { ${made} } }`
const deleteRef = `mutation ($input: DeleteRefInput!) {
  deleteRef(input: $input) { __typename ... on Dataset { labels { totalCount } } ... on Error { message } } }`
const names = `query ($id: ID!, $after: Cursor) { dataset(by: { id: $id }) {
  branches(first: 2, after: $after) {
    totalCount nodes { name version { number } } pageInfo { hasNextPage endCursor } }
  labels { nodes { name annotation version { number } } }
  tagged: version(revision: "v1") { number } } }`

test('branches and tags are made, listed page by page, read, and taken away', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  await commitTexts(subgraph, datasetId, { a: 'a' })
  const refuse = await ask(subgraph, createBranch, {
    input: { datasetId, name: 'next', revision: 'nowhere' },
  })
  expect(refuse).toMatchObject({ __typename: 'NotFoundError' })
  for (const name of ['next', 'other'])
    expect(await ask(subgraph, createBranch, { input: { datasetId, name } })).toEqual({
      __typename: 'Ref',
      name,
      annotation: null,
      version: { number: 1 },
    })
  const tag = { input: { datasetId, name: 'v1', message: 'The first' } }
  expect(await ask(subgraph, createTag, tag)).toMatchObject({ annotation: 'The first' })
  expect(await ask(subgraph, createTag, tag)).toMatchObject({ __typename: 'ConflictError' })
  await commitTexts(subgraph, datasetId, { b: 'b' })

  const { data } = await subgraph.execute(names, { id: datasetId })
  expect(data).toMatchObject({
    dataset: {
      branches: {
        totalCount: 3,
        nodes: [
          { name: 'main', version: { number: 2 } },
          { name: 'next', version: { number: 1 } },
        ],
        pageInfo: { hasNextPage: true },
      },
      labels: { nodes: [{ name: 'v1', annotation: 'The first', version: { number: 1 } }] },
      tagged: { number: 1 },
    },
  })
  const { endCursor } = (data as Listed).dataset.branches.pageInfo
  const { data: rest } = await subgraph.execute(names, { id: datasetId, after: endCursor })
  expect(rest).toMatchObject({ dataset: { branches: { nodes: [{ name: 'other' }] } } })

  const drop = (kind: string, name: string) =>
    ask(subgraph, deleteRef, { input: { datasetId, kind, name } })
  expect(await drop('TAG', 'v1')).toEqual({ __typename: 'Dataset', labels: { totalCount: 0 } })
  expect(await drop('TAG', 'v1')).toMatchObject({ __typename: 'NotFoundError' })
  expect(await drop('BRANCH', 'main')).toMatchObject({ __typename: 'ValidationError' })
})

type Listed = { dataset: { branches: { pageInfo: { endCursor: string } } } }

test('the branches and tags of many repositories load in as many queries as those of one', async () => {
  const subgraph = await startDatasets()
  for (const name of ['one', 'two', 'three']) {
    const { id: datasetId } = await datasetWith(subgraph, { name })
    await commitTexts(subgraph, datasetId, { a: 'a' })
    await ask(subgraph, createTag, { input: { datasetId, name: 'v1' } })
  }
  const count = async (first: number) => {
    const list = `{ datasets(first: ${first}) { nodes {
      branches { nodes { name } totalCount } labels { nodes { name } totalCount } } } }`
    return (await countQueries(() => subgraph.execute(list)))[1]
  }
  expect(await count(3)).toBe(await count(1))
})
