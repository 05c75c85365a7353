import { viewerWith } from '@weft/kit/testing/subgraph'
import { subscribe } from '@weft/kit/testing/subscriber'
import { expect, test } from 'vitest'
import { ask, commit, commitTexts, createDataset, datasetWith, startDatasets } from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'

type Page = {
  nodes: { name: string }[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
}

async function list({ execute }: DatasetsUnderTest, variables: object) {
  const query = /* GraphQL */ `
    query ($first: Int! = 20, $after: Cursor, $filter: DatasetFilter, $orderBy: DatasetOrder) {
      datasets(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        nodes {
          name
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `
  const { data } = await execute<{ datasets: Page }, object>(query, {
    orderBy: 'CREATED_AT_DESC',
    ...variables,
  })
  const { nodes, pageInfo } = data!.datasets
  return { names: nodes.map(({ name }) => name), ...pageInfo }
}

async function inPagesOf(subgraph: DatasetsUnderTest, first: number, orderBy: string) {
  const names: string[] = []
  let after: string | null = null
  for (let page; !page || page.hasNextPage; after = page.endCursor) {
    page = await list(subgraph, { first, after, orderBy })
    names.push(...page.names)
  }
  return names
}

test('lists come in every order, page by page', async () => {
  const subgraph = await startDatasets()
  for (const name of ['b', 'a', 'c']) await datasetWith(subgraph, { name })
  await datasetWith(subgraph, { name: 'a', namespace: 'other' })
  const { data } = await subgraph.execute<{ dataset: { id: string } }>(
    '{ dataset(by: { ref: "acme/b" }) { id } }',
  )
  await commitTexts(subgraph, data!.dataset.id, { 'a.txt': 'a' })

  expect(await inPagesOf(subgraph, 2, 'CREATED_AT_ASC')).toEqual(['b', 'a', 'c', 'a'])
  expect(await inPagesOf(subgraph, 3, 'CREATED_AT_DESC')).toEqual(['a', 'c', 'a', 'b'])
  expect(await inPagesOf(subgraph, 1, 'NAME_ASC')).toEqual(['a', 'a', 'b', 'c'])
  expect(await inPagesOf(subgraph, 3, 'NAME_DESC')).toEqual(['c', 'b', 'a', 'a'])
  expect(await inPagesOf(subgraph, 1, 'UPDATED_AT_DESC')).toEqual(['b', 'a', 'c', 'a'])
})

const updateDataset = /* GraphQL */ `
  mutation ($input: UpdateDatasetInput!) {
    updateDataset(input: $input) {
      ... on Dataset {
        description
        tags
        project {
          id
        }
      }
      ... on Error {
        __typename
        message
      }
    }
  }
`

test('what is said about a repository can be changed, and it is found by it', async () => {
  const subgraph = await startDatasets()
  subgraph.graph.projects = { project_ours: 'acme', project_theirs: 'other' }
  const { id } = await datasetWith(subgraph, { name: 'facts' })
  await datasetWith(subgraph)
  const update = (input: object, viewer = viewerWith('EDITOR', 'acme')) =>
    ask(subgraph, updateDataset, { input: { id, ...input } }, viewer)

  const said = { description: 'Of birds.', projectId: 'project_ours', tags: ['small', 'birds'] }
  expect(await update(said)).toEqual({
    description: 'Of birds.',
    tags: ['small', 'birds'],
    project: { id: 'project_ours' },
  })
  for (const filter of [{ projectId: 'project_ours' }, { tags: ['birds', 'small'] }])
    expect((await list(subgraph, { filter })).names).toEqual(['facts'])
  expect((await list(subgraph, { filter: { tags: ['birds', 'large'] } })).names).toEqual([])
  const ofProject = /* GraphQL */ `
    query ($r: [_Any!]!) {
      _entities(representations: $r) {
        ... on Project {
          datasets {
            nodes {
              name
              hubUrl
            }
          }
        }
      }
    }
  `
  const r = [{ __typename: 'Project', id: 'project_ours' }]
  expect((await subgraph.execute(ofProject, { r })).data).toEqual({
    _entities: [
      {
        datasets: {
          nodes: [{ name: 'facts', hubUrl: `${subgraph.publicUrl}/datasets/acme/facts` }],
        },
      },
    ],
  })

  expect(await update({ tags: null })).toMatchObject({ description: 'Of birds.', tags: [] })
  expect(await update({ projectId: null, description: null })).toMatchObject({
    description: null,
    project: null,
  })
  expect(await update({ projectId: 'project_theirs' })).toMatchObject({
    __typename: 'NotFoundError',
  })
  expect(await update({ projectId: 'project_theirs' }, viewerWith('EDITOR'))).toMatchObject({
    __typename: 'ValidationError',
    message: 'input.projectId: The project belongs to another namespace.',
  })
  expect(await update({ tags: [' '] })).toMatchObject({ __typename: 'ValidationError' })
})

test('a repository begins in a project, if it is one of its namespace', async () => {
  const subgraph = await startDatasets()
  subgraph.graph.projects = { project_ours: 'acme' }
  const create = (projectId: string, name: string) =>
    ask(subgraph, createDataset, { input: { namespace: 'acme', name, projectId } })
  expect(await create('project_none', 'a')).toMatchObject({ __typename: 'NotFoundError' })
  expect(await create('project_ours', 'a')).toMatchObject({ ref: 'acme/a' })
  const filter = { projectId: 'project_ours' }
  expect((await list(subgraph, { filter })).names).toEqual(['a'])
})

test('a repository is followed: as it is, then after each change', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  type Seen = { datasetUpdated: { description: string | null; version: { number: number } | null } }
  const followed = await subscribe<Seen>(
    subgraph,
    'subscription ($id: ID!) { datasetUpdated(id: $id) { description version { number } } }',
    { id },
  )
  const next = async () => ((await followed.next()).value as { data: Seen }).data.datasetUpdated
  expect(await next()).toEqual({ description: null, version: null })
  await ask(subgraph, updateDataset, { input: { id, description: 'Facts.' } })
  expect(await next()).toEqual({ description: 'Facts.', version: null })
  await commitTexts(subgraph, id, { a: 'a' })
  expect(await next()).toEqual({ description: 'Facts.', version: { number: 1 } })
})

test('repositories are referred to by their reference too', async () => {
  const subgraph = await startDatasets()
  const { id, ref } = await datasetWith(subgraph)
  const r = [ref, 'acme/none', 'acme'].map((each) => ({ __typename: 'Dataset', ref: each }))
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { id } } }'
  expect((await subgraph.execute(query, { r })).data).toEqual({ _entities: [{ id }, null, null] })
})

test('a request that is sent again, even many times at once, makes one repository and one version', async () => {
  const subgraph = await startDatasets()
  const create = (name: string) =>
    ask<{ id: string }>(subgraph, createDataset, {
      input: { namespace: 'acme', name, clientRequestId: 'one' },
    })
  const made = await Promise.all(Array.from({ length: 10 }, () => create('facts')))
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  expect(await create('other')).toEqual(made[0])

  const add = (content: string) =>
    ask<{ number: number }>(subgraph, commit, {
      input: {
        datasetId: made[0]!.id,
        message: 'Add',
        clientRequestId: 'two',
        operations: [{ addText: { path: 'a.txt', content } }],
      },
    })
  const versions = await Promise.all(Array.from({ length: 10 }, () => add('a')))
  expect(new Set(versions.map(({ number }) => number))).toEqual(new Set([1]))
  expect(await add('b')).toEqual(versions[0])
})

test('a commit that changed nothing is told the same when it is sent again, and undoes nothing that came between', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const write = (content: string, clientRequestId: string) =>
    ask<{ number: number }>(subgraph, commit, {
      input: {
        datasetId,
        message: content,
        clientRequestId,
        operations: [{ addText: { path: 'a.txt', content } }],
      },
    })
  const first = await write('one', 'first')
  expect(await write('one', 'again')).toEqual(first)
  expect(await write('two', 'second')).toMatchObject({ number: 2 })
  expect(await write('one', 'again')).toEqual(first)
  expect(await write('three', 'third')).toMatchObject({ number: 3 })
})

test('a renaming that is sent again is told the same, though what it renamed is gone', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  await commitTexts(subgraph, datasetId, { 'a.txt': 'a' })
  const rename = () =>
    ask<{ number: number }>(subgraph, commit, {
      input: {
        datasetId,
        message: 'Rename',
        clientRequestId: 'renaming',
        operations: [{ copy: { fromPath: 'a.txt', toPath: 'b.txt' } }, { delete: 'a.txt' }],
      },
    })
  const first = await rename()
  expect(first).toMatchObject({ number: 2 })
  expect(await rename()).toEqual(first)
})

test('a repository is found by its id also when another has its name, and a former name leads to the youngest', async () => {
  const subgraph = await startDatasets()
  const move = async (from: string, to: string) => {
    const headers = { authorization: 'Bearer hf_admin', 'content-type': 'application/json' }
    const body = JSON.stringify({ fromRepo: from, toRepo: to, type: 'dataset' })
    const answer = await fetch(`${subgraph.publicUrl}/api/repos/move`, {
      method: 'POST',
      headers,
      body,
    })
    expect(answer.status).toBe(200)
  }
  const made: { id: string; commit: string }[] = []
  for (const to of ['one', 'two', 'three']) {
    const { id } = await datasetWith(subgraph, { name: 'facts' })
    const { commit } = await commitTexts(subgraph, id, { a: to })
    made.push({ id, commit })
    await move('acme/facts', `acme/${to}`)
    await commitTexts(subgraph, made[0]!.id, { b: to }) // which moves the row
  }
  const idOf = async (ref: string) => {
    const query = 'query ($ref: String!) { dataset(by: { ref: $ref }) { id } }'
    return (await ask<{ id: string }>(subgraph, query, { ref })).id
  }
  expect(await idOf('acme/facts')).toBe(made[2]!.id)
  await datasetWith(subgraph, { name: 'facts' })
  const { id, commit } = made[0]!
  expect(await idOf(`acme/${id}`)).toBe(id)
  const headers = { authorization: 'Bearer hf_editor' }
  const url = `${subgraph.publicUrl}/datasets/acme/${id}/resolve/${commit}/a`
  expect(await (await fetch(url, { headers })).text()).toBe('one')
})
