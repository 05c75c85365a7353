import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { llama, startEntities } from './harness.ts'
import type { EntityStore } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'

const remove = /* GraphQL */ `
  mutation ($id: ID!) {
    deleteNamespace(id: $id) {
      __typename
      ... on Deleted {
        id
      }
      ... on Error {
        message
      }
    }
  }
`
const find = '{ namespace(name: "acme") { id viewerRole } }'
type Found = { namespace: { id: string } | null }
const idOf = async (store: EntityStore) => (await store.execute<Found>(find)).data!.namespace!.id

test('a namespace is deleted only when it owns nothing, here or elsewhere', async () => {
  const store = await startWithNamespace()
  const id = await idOf(store)
  await store.execute(register, inputOf(store, llama))
  await store.execute(
    'mutation { createProject(input: { namespace: "acme", name: "birds" }) { __typename } }',
  )
  Object.assign(store.ownedElsewhere, { datasets: 2, deployments: 1 })
  expect((await store.execute(remove, { id })).data).toEqual({
    deleteNamespace: {
      __typename: 'ConflictError',
      message: 'Namespace `acme` still owns 1 model, 1 project, 2 datasets, 1 deployment.',
    },
  })
})

test('an empty namespace goes, and its name is free again', async () => {
  const store = await startWithNamespace()
  const id = await idOf(store)
  expect((await store.execute(remove, { id })).data).toEqual({
    deleteNamespace: { __typename: 'Deleted', id },
  })
  expect((await store.execute(find)).data).toEqual({ namespace: null })
  expect((await store.execute(remove, { id })).data).toMatchObject({
    deleteNamespace: { __typename: 'NotFoundError' },
  })
})

test('only an ADMIN of the platform deletes namespaces; everybody sees their own role', async () => {
  const store = await startWithNamespace()
  const id = await idOf(store)
  const { errors } = await store.execute(remove, { id }, viewerWith('ADMIN', 'acme'))
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  expect((await store.execute(find, {}, viewerWith('EDITOR', 'acme'))).data).toEqual({
    namespace: { id, viewerRole: 'EDITOR' },
  })
})

test('fifty requests with one clientRequestId make one namespace', async () => {
  const { execute } = await startEntities()
  const create = /* GraphQL */ `
    mutation {
      createNamespace(input: { name: "acme", clientRequestId: "once" }) {
        ... on Namespace {
          id
        }
      }
    }
  `
  const results = await Promise.all(
    Array.from({ length: 50 }, () => execute<{ createNamespace: { id?: string } }>(create)),
  )
  const ids = new Set(results.map(({ data }) => data!.createNamespace.id))
  expect(ids).toEqual(new Set([expect.stringMatching(/^namespace_/)]))
})
