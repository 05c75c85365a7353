import { expect, test } from 'vitest'
import { llama, loraOf } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

const url = 'https://api.example.com/v1'
const endpoint = { url, modelName: 'large', apiKey: 'sk-one' }
const inputWith = (given: object, fields: object = {}) => ({
  input: { namespace: 'acme', name: 'far', source: { endpoint: given }, ...fields },
})

const read = /* GraphQL */ `
  query ($id: ID!) {
    model(by: { id: $id }) {
      kind
      endpoint {
        url
        modelName
      }
      spec {
        architecture
      }
      artifact {
        revision
      }
    }
  }
`
const update = /* GraphQL */ `
  mutation ($input: UpdateModelInput!) {
    updateModel(input: $input) {
      __typename
      ... on Model {
        endpoint {
          url
          modelName
        }
      }
      ... on ValidationError {
        problems {
          path
        }
      }
    }
  }
`
const history = /* GraphQL */ `
  query ($id: ID!) {
    model(by: { id: $id }) {
      history(first: 100) {
        nodes {
          action
          after
        }
      }
    }
  }
`
type Said = { apiKeySetAt: string | null; endpoint: object }
type History = { model: { history: { nodes: { action: string; after: Said }[] } } }

async function startWithExternal(given: object = endpoint) {
  const store = await startWithNamespace()
  const { data } = await store.execute<Registered>(register, inputWith(given))
  const { id } = data!.registerModel
  return {
    store,
    id,
    change: async (given: object | null) =>
      (await store.execute(update, { input: { id, endpoint: given } })).data!['updateModel'],
    told: async () =>
      (await store.execute<History>(history, { id })).data!.model.history.nodes.map(
        ({ after }) => after,
      ),
  }
}

test('a model served elsewhere has an endpoint, and neither spec nor artifact', async () => {
  const { store, id } = await startWithExternal()
  expect((await store.execute(read, { id })).data).toEqual({
    model: {
      kind: 'EXTERNAL',
      endpoint: { url, modelName: 'large' },
      spec: null,
      artifact: null,
    },
  })
  const list = '{ models(filter: { kind: EXTERNAL }) { nodes { id } } }'
  expect((await store.execute(list)).data).toEqual({ models: { nodes: [{ id }] } })
})

const unusable: [string, object][] = [
  ['url', { url: 'ftp://example.com' }],
  ['url', { url: 'example' }],
  ['url', { url: 'https://example.com/\nv1' }],
  ['url', { url: 'https://ada@example.com/v1' }],
  ['url', { url: 'https://:sk-one@example.com/v1' }],
  ['url', { url: `${url}#top` }],
  ['modelName', { modelName: ' ' }],
  ['apiKey', { apiKey: '' }],
  ['apiKey', { apiKey: 'sk-one with spaces' }],
]

test('an endpoint that could not be asked is refused where the problem stands', async () => {
  const store = await startWithNamespace()
  for (const [field, fields] of unusable) {
    const { data } = await store.execute(register, inputWith({ ...endpoint, ...fields }))
    expect(data, JSON.stringify(fields)).toEqual({
      registerModel: {
        __typename: 'ValidationError',
        message: expect.not.stringContaining('sk-one'),
        problems: [{ path: `input.source.endpoint.${field}`, message: expect.any(String) }],
      },
    })
  }
})

test('a model is made of files or of an endpoint, and only an adapter has a base model', async () => {
  const { store, id } = await startWithExternal()
  const both = inputOf(store, llama).input.source
  const refused = await store.execute(register, {
    input: { namespace: 'acme', name: 'both', source: { ...both, endpoint } },
  })
  expect(refused.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  const based = await store.execute(register, inputWith(endpoint, { baseModelId: id }))
  const tuned = await store.execute(register, inputOf(store, loraOf('acme/far')))
  for (const { data } of [based, tuned])
    expect(data).toMatchObject({
      registerModel: { __typename: 'ValidationError', problems: [{ path: 'input.baseModelId' }] },
    })
})

test('the endpoint changes; a key left out stays, and the history tells that it changed', async () => {
  const { change, told } = await startWithExternal()
  const renamed = { url, modelName: 'larger' }
  expect(await change(renamed)).toEqual({ __typename: 'Model', endpoint: renamed })
  await change({ ...renamed, apiKey: 'sk-two' })
  await change(renamed) // which changes nothing
  await change({ ...renamed, apiKey: null })
  const [made, named, replaced, removed, ...others] = await told()
  expect(named!.apiKeySetAt).toBe(made!.apiKeySetAt)
  expect(named!.endpoint).toEqual(renamed)
  expect(replaced!.apiKeySetAt! > named!.apiKeySetAt!).toBe(true)
  expect(removed!.apiKeySetAt).toBeNull()
  expect(others).toEqual([])
})

test('a key is kept for the address it was given for', async () => {
  const { change } = await startWithExternal()
  const elsewhere = { url: 'https://attacker.example/v1', modelName: 'large' }
  expect(await change(elsewhere)).toEqual({
    __typename: 'ValidationError',
    problems: [{ path: 'input.endpoint.apiKey' }],
  })
  expect(await change({ ...elsewhere, apiKey: null })).toMatchObject({ __typename: 'Model' })
  expect(await change({ url, modelName: 'large' })).toMatchObject({ __typename: 'Model' })
})

test('an external model keeps its endpoint, and a model of files gets none', async () => {
  const { store, change } = await startWithExternal()
  const refusal = { __typename: 'ValidationError', problems: [{ path: 'input.endpoint' }] }
  expect(await change(null)).toEqual(refusal)
  const { data } = await store.execute<Registered>(register, inputOf(store, llama))
  const { id } = data!.registerModel
  const changed = await store.execute(update, { input: { id, endpoint } })
  expect(changed.data).toEqual({ updateModel: refusal })
})
