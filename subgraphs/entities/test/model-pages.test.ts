import { expect, test } from 'vitest'
import { toCursor } from '@weft/kit/connection'
import { llama } from './harness.ts'
import type { EntityStore } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

const list = /* GraphQL */ `
  query ($first: Int! = 2, $after: Cursor, $filter: ModelFilter, $orderBy: ModelOrder! = NAME_ASC) {
    models(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        name
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
`
type Page = {
  models: {
    nodes: { name: string; createdAt: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string }
    totalCount: number
  }
}

async function startWith(models: { name: string; tags?: string[] }[]) {
  const store = await startWithNamespace()
  const ids: Record<string, string> = {}
  for (const fields of models) {
    const made = await store.execute<Registered>(register, inputOf(store, llama, fields))
    ids[fields.name] = made.data!.registerModel.id
  }
  return { store, ids }
}

async function walk(store: EntityStore, variables: object) {
  const names: string[] = []
  let after: string | null = null
  for (;;) {
    const answer: { data?: Page | null } = await store.execute<Page>(list, { ...variables, after })
    const { nodes, pageInfo } = answer.data!.models
    names.push(...nodes.map(({ name }) => name))
    if (!pageInfo.hasNextPage) return names
    after = pageInfo.endCursor
  }
}

test.for([
  ['CREATED_AT_DESC', ['c', 'd', 'a', 'b', 'e']],
  ['CREATED_AT_ASC', ['e', 'b', 'a', 'd', 'c']],
  ['NAME_ASC', ['a', 'b', 'c', 'd', 'e']],
  ['NAME_DESC', ['e', 'd', 'c', 'b', 'a']],
  ['UPDATED_AT_DESC', ['b', 'c', 'd', 'a', 'e']],
] as const)('models come in the order %s, each on one page', async ([orderBy, expected]) => {
  const { store, ids } = await startWith(['e', 'b', 'a', 'd', 'c'].map((name) => ({ name })))
  await store.execute(
    'mutation ($id: ID!) { updateModel(input: { id: $id, description: "new" }) { __typename } }',
    { id: ids['b'] },
  )
  expect(await walk(store, { orderBy })).toEqual(expected)
})

test('versions of one name stand on a page each, in both directions', async () => {
  const { store } = await startWith([{ name: 'a' }, { name: 'a' }, { name: 'a' }, { name: 'b' }])
  expect(await walk(store, { first: 1, orderBy: 'NAME_ASC' })).toEqual(['a', 'a', 'a', 'b'])
  expect(await walk(store, { first: 1, orderBy: 'NAME_DESC' })).toEqual(['b', 'a', 'a', 'a'])
})

test('models are found by all of some tags, by project, and by when they were made', async () => {
  const { store, ids } = await startWith([
    { name: 'a', tags: ['small', 'de'] },
    { name: 'b', tags: ['small'] },
    { name: 'c' },
  ])
  const project = await store.execute<{ createProject: { id: string } }>(
    'mutation { createProject(input: { namespace: "acme", name: "birds" }) { ... on Project { id } } }',
  )
  const projectId = project.data!.createProject.id
  await store.execute(
    'mutation ($input: UpdateModelInput!) { updateModel(input: $input) { __typename } }',
    { input: { id: ids['c'], projectId } },
  )
  const { data } = await store.execute<Page>(list, { first: 3 })
  const [a, b, c] = data!.models.nodes.map(({ createdAt }) => createdAt)

  expect(await walk(store, { filter: { tags: ['small'] } })).toEqual(['a', 'b'])
  expect(await walk(store, { filter: { tags: ['small', 'de'] } })).toEqual(['a'])
  expect(await walk(store, { filter: { projectId } })).toEqual(['c'])
  expect(await walk(store, { filter: { createdAt: { from: b } } })).toEqual(['b', 'c'])
  expect(await walk(store, { filter: { createdAt: { from: a, to: c } } })).toEqual(['a', 'b'])
})

test('a cursor of another order, or of nothing, is refused', async () => {
  const { store } = await startWith([{ name: 'a' }, { name: 'b' }])
  const { data } = await store.execute<Page>(list, { first: 1 })
  const cursors = [
    data!.models.pageInfo.endCursor,
    toCursor('nothing'),
    toCursor(JSON.stringify(['CREATED_AT_DESC', 'yesterday', 'model_1'])),
  ]
  for (const after of cursors) {
    const { errors } = await store.execute(list, { after, orderBy: 'CREATED_AT_DESC' })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
})
