import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { llama } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'
import { subscribe } from '@weft/kit/testing/subscriber'

const describe = /* GraphQL */ `
  mutation ($id: ID!, $description: String) {
    updateModel(input: { id: $id, description: $description }) {
      ... on Model {
        updatedAt
      }
    }
  }
`
const remove = 'mutation ($id: ID!) { deleteModel(id: $id) { __typename } }'
type Described = { updateModel: { updatedAt: string } }

async function startWithModel() {
  const store = await startWithNamespace()
  const { data } = await store.execute<Registered>(register, inputOf(store, llama))
  const { id } = data!.registerModel
  return {
    store,
    id,
    describeAs: async (description: string, viewer = viewerWith('ADMIN')) =>
      (await store.execute<Described>(describe, { id, description }, viewer)).data!.updateModel
        .updatedAt,
  }
}

test('every change of a model is told: who, when, what it was and what it became', async () => {
  const { store, id, describeAs } = await startWithModel()
  const editor = viewerWith('EDITOR', 'acme')
  const at = await describeAs('Small', editor)
  await describeAs('Small') // which changes nothing
  const { data } = await store.execute(
    /* GraphQL */ `
      query ($id: ID!) {
        model(by: { id: $id }) {
          createdAt
          history(first: 5) {
            totalCount
            nodes {
              number
              action
              by
              at
              before
              after
            }
          }
        }
      }
    `,
    { id },
  )
  const { createdAt } = (data as { model: { createdAt: string } }).model
  const first = expect.objectContaining({ id, name: 'tiny', description: null, tags: [] })
  const second = expect.objectContaining({ id, description: 'Small', updatedAt: at })
  expect(data).toEqual({
    model: {
      createdAt,
      history: {
        totalCount: 2,
        nodes: [
          {
            number: 1,
            action: 'CREATED',
            by: 'admin@tests',
            at: createdAt,
            before: null,
            after: first,
          },
          { number: 2, action: 'UPDATED', by: 'editor@tests', at, before: first, after: second },
        ],
      },
    },
  })
})

test('a project has its history too', async () => {
  const store = await startWithNamespace()
  const made = await store.execute<{ createProject: { id: string } }>(
    'mutation { createProject(input: { namespace: "acme", name: "birds" }) { ... on Project { id } } }',
  )
  const { id } = made.data!.createProject
  await store.execute(
    'mutation ($id: ID!) { updateProject(input: { id: $id, description: "Songs" }) { __typename } }',
    { id },
  )
  const history =
    'query ($id: ID!) { project(id: $id) { history { nodes { number action after } } } }'
  expect((await store.execute(history, { id })).data).toEqual({
    project: {
      history: {
        nodes: [
          { number: 1, action: 'CREATED', after: expect.objectContaining({ description: null }) },
          {
            number: 2,
            action: 'UPDATED',
            after: expect.objectContaining({ description: 'Songs' }),
          },
        ],
      },
    },
  })
})

test('a model is shown as it was, by id and by reference, even when it is gone', async () => {
  const { store, id, describeAs } = await startWithModel()
  const one = await describeAs('one')
  const two = await describeAs('two')
  await store.execute(remove, { id })
  const read = /* GraphQL */ `
    query ($id: ID!, $asOf: DateTime) {
      byId: model(by: { id: $id }, asOf: $asOf) {
        description
        namespace {
          name
        }
      }
      byRef: model(by: { ref: "acme/tiny@1" }, asOf: $asOf) {
        description
      }
      newest: model(by: { ref: "acme/tiny" }, asOf: $asOf) {
        ref
      }
    }
  `
  const asOf = async (at: string | null, viewer = viewerWith('ADMIN')) =>
    (await store.execute(read, { id, asOf: at }, viewer)).data
  const then = (description: string) => ({
    byId: { description, namespace: { name: 'acme' } },
    byRef: { description },
    newest: { ref: 'acme/tiny@1' },
  })
  const nothing = { byId: null, byRef: null, newest: null }
  expect(await asOf(one)).toEqual(then('one'))
  expect(await asOf(two)).toEqual(then('two'))
  expect(await asOf('2020-01-01T00:00:00Z')).toEqual(nothing)
  expect(await asOf(null)).toEqual(nothing)
  expect(await asOf(two, viewerWith('ADMIN', 'other'))).toEqual(nothing)
})

const modelUpdated = 'subscription ($id: ID!) { modelUpdated(id: $id) { description } }'
type Updated = { modelUpdated: { description: string | null } }

test('a subscriber sees a model as it is, after each change, and no more when it is gone', async () => {
  const { store, id, describeAs } = await startWithModel()
  const results = await subscribe<Updated>(store, modelUpdated, { id })
  const next = async () => (await results.next()).value?.data?.modelUpdated
  expect(await next()).toEqual({ description: null })
  await describeAs('one')
  expect(await next()).toEqual({ description: 'one' })
  await store.execute(remove, { id })
  expect(await results.next()).toMatchObject({ done: true })
})

const modelsChanged = /* GraphQL */ `
  subscription ($filter: ModelFilter, $after: Cursor) {
    modelsChanged(filter: $filter, after: $after) {
      cursor
      model {
        name
        description
        namespace {
          name
        }
      }
    }
  }
`
type Changed = {
  modelsChanged: { cursor: string; model: { name: string; description: string | null } }
}

test('a subscriber that is cut off after each change sees every change once, in order', async () => {
  const { store, describeAs } = await startWithModel()
  const words = Array.from({ length: 20 }, (_, i) => `word ${i}`)
  const start = await subscribe<Changed>(store, modelsChanged, { after: 'MA' })
  let after = (await start.next()).value!.data!.modelsChanged.cursor
  const all = (async () => {
    for (const word of words) await describeAs(word)
  })()
  const seen: unknown[] = []
  while (seen.length < words.length) {
    const results = await subscribe<Changed>(store, modelsChanged, { after })
    const { modelsChanged: change } = (await results.next()).value!.data!
    seen.push(change.model.description)
    after = change.cursor
    await results.return!()
  }
  await all
  expect(seen).toEqual(words)
})

test('changes are told that fit the filter, of models that one may see', async () => {
  const { store, id } = await startWithModel()
  const viewer = viewerWith('VIEWER', 'acme')
  const filter = { namespace: 'acme', search: 'BIRD', tags: ['b'] }
  const results = await subscribe<Changed>(store, modelsChanged, { filter, after: 'MA' }, viewer)
  const change = /* GraphQL */ `
    mutation ($input: UpdateModelInput!) {
      updateModel(input: $input) {
        __typename
      }
    }
  `
  await store.execute(change, { input: { id, description: 'A bird' } })
  await store.execute(change, { input: { id, description: 'The Bird', tags: ['a', 'b'] } })
  expect((await results.next()).value!.data!.modelsChanged).toEqual({
    cursor: expect.any(String),
    model: { name: 'tiny', description: 'The Bird', namespace: { name: 'acme' } },
  })
})

test('what one may not see cannot be followed, and a cursor of something else is refused', async () => {
  const { store, id } = await startWithModel()
  const stranger = viewerWith('ADMIN', 'other')
  const refusals = await Promise.all([
    subscribe(store, modelUpdated, { id }, stranger),
    subscribe(store, modelsChanged, { filter: { namespace: 'acme' } }, stranger),
    subscribe(store, modelsChanged, { after: 'bW9kZWw' }),
  ])
  const answers = await Promise.all(refusals.map(async (one) => (await one.next()).value))
  expect(answers).toMatchObject([
    { errors: [{ message: `No model \`${id}\`.`, extensions: { type: 'NotFoundError' } }] },
    { errors: [{ message: 'No namespace `acme`.', extensions: { type: 'NotFoundError' } }] },
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ])
})

test('fifty changes at once are numbered without gaps', async () => {
  const { store, id, describeAs } = await startWithModel()
  await Promise.all(Array.from({ length: 50 }, (_, i) => describeAs(`word ${i}`)))
  type History = { model: { history: { nodes: { number: number }[] } } }
  const { data } = await store.execute<History>(
    'query ($id: ID!) { model(by: { id: $id }) { history(first: 100) { nodes { number } } } }',
    { id },
  )
  expect(data!.model.history.nodes).toEqual(
    Array.from({ length: 51 }, (_, i) => ({ number: i + 1 })),
  )
})
