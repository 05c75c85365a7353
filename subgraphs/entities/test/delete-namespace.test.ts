import { viewerWith } from '@weft/kit/testing/subgraph'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { admin, create as createToken, startIdentities } from './identifying.ts'
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

test('the roles in a namespace and the access tokens for it end with it, and those of others stay', async () => {
  const store = await startIdentities()
  await store.give('oidc:ada', 'acme', 'ADMIN')
  await store.give('group:lab', 'acme', 'VIEWER')
  await store.give('oidc:ada', 'other', 'VIEWER')
  const scoped = await store.make({ role: 'EDITOR', namespace: 'acme' })
  const child = await store.make({ role: 'VIEWER' }, (await store.identify(scoped.secret))!)
  const wide = await store.make({ role: 'VIEWER' })
  const elsewhere = await store.make({ role: 'VIEWER', namespace: 'other' })

  expect((await store.execute(remove, { id: await idOf(store) })).data).toMatchObject({
    deleteNamespace: { __typename: 'Deleted' },
  })

  for (const { secret } of [scoped, child]) expect(await store.identify(secret)).toBeNull()
  for (const { secret } of [wide, elsewhere]) expect(await store.identify(secret)).not.toBeNull()
  const database = new pg.Client(store.databaseUrl)
  await database.connect()
  onTestFinished(() => database.end())
  const left = async (query: string) => (await database.query(query)).rows
  expect(await left('select subject, namespace from "grant"')).toEqual([
    { subject: 'oidc:ada', namespace: 'other' },
  ])
  expect(await left('select id from access_token order by id')).toEqual([
    { id: wide.token.id },
    { id: elsewhere.token.id },
  ])
  await store.execute('mutation { createNamespace(input: { name: "acme" }) { __typename } }')
  expect((await store.ask({ subject: 'oidc:ada', groups: ['group:lab'] })).viewer?.grants).toEqual([
    { namespace: 'other', role: 'VIEWER' },
  ])
})

test('no access token is for a namespace that is not there', async () => {
  const store = await startIdentities()
  const input = { name: 'laptop', namespace: 'nowhere', role: 'VIEWER' }
  expect((await store.execute(createToken, { input }, admin)).data).toMatchObject({
    createAccessToken: { __typename: 'NotFoundError' },
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
