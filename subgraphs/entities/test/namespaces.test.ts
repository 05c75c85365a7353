import { signIdentity } from '@weft/kit/identity'
import { identitySecret, viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { startEntities } from './harness.ts'

const create = /* GraphQL */ `
  mutation ($input: CreateNamespaceInput!) {
    createNamespace(input: $input) {
      __typename
      ... on Namespace {
        name
        description
      }
      ... on Error {
        message
      }
    }
  }
`

test('of fifty who make the same namespace at once, one wins', async () => {
  const { execute } = await startEntities()
  const results = await Promise.all(
    Array.from({ length: 50 }, () =>
      execute<{ createNamespace: { __typename: string } }>(create, { input: { name: 'acme' } }),
    ),
  )
  const types = results.map(({ data }) => data!.createNamespace.__typename)
  expect(types.filter((type) => type === 'Namespace')).toHaveLength(1)
  expect(types.filter((type) => type === 'ConflictError')).toHaveLength(49)
})

test.for(['', 'Upper', 'a b', '.dot', 'a/b', 'a@1', 'x'.repeat(97), 'api', 'v1', 'a.git'])(
  'a namespace cannot be named %o',
  async (name) => {
    const { execute } = await startEntities()
    const { data } = await execute(create, { input: { name } })
    expect(data).toMatchObject({
      createNamespace: {
        __typename: 'ValidationError',
        message: expect.stringContaining('input.name'),
      },
    })
  },
)

test('only an ADMIN of the platform makes namespaces', async () => {
  const { execute } = await startEntities()
  for (const viewer of [viewerWith('ADMIN', 'acme'), viewerWith('EDITOR')]) {
    const { errors } = await execute(create, { input: { name: 'acme' } }, viewer)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  }
})

test('nobody, a forged identity, and one meant for another service get 401', async () => {
  const { url } = await startEntities()
  const options = { audience: 'entities', seconds: 60 }
  const viewer = viewerWith('ADMIN')
  const tokens = [
    '',
    'Bearer nonsense',
    `Bearer ${await signIdentity('another secret, long enough to be one', viewer, options)}`,
    `Bearer ${await signIdentity(identitySecret, viewer, { ...options, audience: 'jobs' })}`,
    `Bearer ${await signIdentity(identitySecret, viewer, { ...options, seconds: -1 })}`,
  ]
  for (const authorization of tokens) {
    const { status } = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    })
    expect(status).toBe(401)
  }
  expect((await fetch(`${url}/health/live`)).status).toBe(200)
  expect((await fetch(`${url}/health/ready`)).status).toBe(200)
})
