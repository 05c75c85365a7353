import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { llama } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

test('models are found by reference, search, kind and base model, a page at a time', async () => {
  const store = await startWithNamespace()
  for (const name of ['alpha', 'beta', 'gamma'])
    await store.execute(register, inputOf(store, llama, { name, description: `the ${name} one` }))
  const list = /* GraphQL */ `
    query ($first: Int! = 2, $after: Cursor, $filter: ModelFilter) {
      models(first: $first, after: $after, filter: $filter) {
        nodes {
          name
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          endCursor
        }
        totalCount
      }
    }
  `
  type Page = { models: { nodes: { name: string }[]; pageInfo: { endCursor: string } } }
  const one = await store.execute<Page>(list)
  expect(one.data!.models).toMatchObject({
    nodes: [{ name: 'gamma' }, { name: 'beta' }],
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
    totalCount: 3,
  })
  const two = await store.execute<Page>(list, { after: one.data!.models.pageInfo.endCursor })
  expect(two.data!.models).toMatchObject({
    nodes: [{ name: 'alpha' }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  })
  const found = await store.execute<Page>(list, { filter: { search: 'THE BET' } })
  expect(found.data!.models.nodes).toEqual([{ name: 'beta' }])
  const wild = await store.execute<Page>(list, { filter: { search: '%' } })
  expect(wild.data!.models.nodes).toEqual([])
  const tooMany = await store.execute(list, { first: 101 })
  expect(tooMany.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  const byRef = await store.execute(/* GraphQL */ `
    {
      newest: model(by: { ref: "acme/beta" }) {
        version
      }
      none: model(by: { ref: "acme/beta@2" }) {
        version
      }
    }
  `)
  expect(byRef.data).toEqual({ newest: { version: '1' }, none: null })
})

test('references and nodes of one request load together, and a lost one is null', async () => {
  const store = await startWithNamespace()
  const { id } = (await store.execute<Registered>(register, inputOf(store, llama))).data!
    .registerModel
  const { data } = await store.execute(
    /* GraphQL */ `
      query ($r: [_Any!]!, $id: ID!) {
        _entities(representations: $r) {
          ... on Model {
            ref
            namespace {
              name
            }
          }
        }
        model: node(id: $id) {
          __typename
          id
        }
        none: node(id: "nonsense") {
          id
        }
      }
    `,
    {
      r: [
        { __typename: 'Model', id },
        { __typename: 'Model', id: 'model_01h455vb4pex5vsknk084sn02q' },
      ],
      id,
    },
  )
  expect(data).toEqual({
    _entities: [{ ref: 'acme/tiny@1', namespace: { name: 'acme' } }, null],
    model: { __typename: 'Model', id },
    none: null,
  })
})

test('who does not belong to the namespace sees none of it; a VIEWER reads and may not write', async () => {
  const store = await startWithNamespace()
  const input = inputOf(store, llama)
  const { id } = (await store.execute<Registered>(register, input)).data!.registerModel
  const read = /* GraphQL */ `
    query ($id: ID!) {
      viewer {
        id
        grants {
          namespace
          role
        }
      }
      namespace(name: "acme") {
        name
        models {
          totalCount
        }
      }
      namespaces {
        totalCount
        nodes {
          name
        }
      }
      byId: model(by: { id: $id }) {
        name
      }
      byRef: model(by: { ref: "acme/tiny" }) {
        name
      }
      models {
        totalCount
        nodes {
          name
        }
      }
      node(id: $id) {
        id
      }
    }
  `
  const nothing = { totalCount: 0, nodes: [] }
  const stranger = viewerWith('ADMIN', 'other')
  expect((await store.execute(read, { id }, stranger)).data).toEqual({
    viewer: { id: 'admin@tests', grants: [{ namespace: 'other', role: 'ADMIN' }] },
    namespace: null,
    namespaces: nothing,
    byId: null,
    byRef: null,
    models: nothing,
    node: null,
  })
  expect((await store.execute(register, input, stranger)).data).toMatchObject({
    registerModel: { __typename: 'NotFoundError' },
  })

  const viewer = viewerWith('VIEWER', 'acme')
  expect((await store.execute(read, { id }, viewer)).data).toMatchObject({
    namespace: { name: 'acme', models: { totalCount: 1 } },
    namespaces: { totalCount: 1 },
    byId: { name: 'tiny' },
    byRef: { name: 'tiny' },
    models: { totalCount: 1 },
    node: { id },
  })
  expect((await store.execute(register, input, viewer)).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ])
  const editor = viewerWith('EDITOR', 'acme')
  expect((await store.execute(register, input, editor)).data).toMatchObject({
    registerModel: { __typename: 'Model', ref: 'acme/tiny@2' },
  })
})
