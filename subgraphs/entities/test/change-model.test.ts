import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { llama, loraOf } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

const update = /* GraphQL */ `
  mutation ($input: UpdateModelInput!) {
    updateModel(input: $input) {
      __typename
      ... on Model {
        ref
        description
        tags
        customFields
        project {
          name
        }
        prompt {
          systemPrompt
          examples
          inferenceParameters
        }
      }
      ... on Error {
        message
      }
      ... on ValidationError {
        problems {
          path
        }
      }
    }
  }
`
const remove = /* GraphQL */ `
  mutation ($id: ID!) {
    deleteModel(id: $id) {
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
const createProject = /* GraphQL */ `
  mutation ($namespace: String!) {
    createProject(input: { namespace: $namespace, name: "birds" }) {
      ... on Project {
        id
      }
    }
  }
`
type Made = { createProject: { id: string } }

async function startWithModel(fields: object = {}) {
  const store = await startWithNamespace()
  const { data } = await store.execute<Registered>(register, inputOf(store, llama, fields))
  return { store, id: data!.registerModel.id }
}

test('what is said about a model changes; what is left out stays, and null takes away', async () => {
  const { store, id } = await startWithModel({
    description: 'Small',
    tags: ['a'],
    customFields: { team: 'birds' },
    prompt: { systemPrompt: 'Be brief.' },
  })
  const project = await store.execute<Made>(createProject, { namespace: 'acme' })
  const prompt = { systemPrompt: 'Be long.', examples: 'one', inferenceParameters: { top_p: 0.5 } }
  const said = { projectId: project.data!.createProject.id, prompt, tags: ['b', 'c', 'b'] }

  const changed = await store.execute(update, { input: { id, ...said } })
  const nothing = { projectId: null, prompt: null, tags: null, customFields: null }
  const emptied = await store.execute(update, { input: { id, ...nothing } })

  expect(changed.data).toEqual({
    updateModel: {
      __typename: 'Model',
      ref: 'acme/tiny@1',
      description: 'Small',
      tags: ['b', 'c'],
      customFields: { team: 'birds' },
      project: { name: 'birds' },
      prompt,
    },
  })
  expect(emptied.data).toEqual({
    updateModel: {
      __typename: 'Model',
      ref: 'acme/tiny@1',
      description: 'Small',
      tags: [],
      customFields: null,
      project: null,
      prompt: null,
    },
  })
})

test.for<[string, object]>([
  ['input.tags.0', { tags: [''] }],
  ['input.tags', { tags: Array.from({ length: 65 }, (_, i) => `tag${i}`) }],
  ['input.customFields', { customFields: [1] }],
  ['input.customFields', { customFields: { a: '\0' } }],
  ['input.customFields', { customFields: { a: 'x'.repeat(70_000) } }],
  ['input.description', { description: 'a\0b' }],
  ['input.prompt.inferenceParameters', { prompt: { inferenceParameters: 'hot' } }],
])('a bad %s is refused there', async ([path, fields]) => {
  const { store, id } = await startWithModel()
  const { data } = await store.execute(update, { input: { id, ...fields } })
  expect(data).toMatchObject({
    updateModel: { __typename: 'ValidationError', problems: [{ path }] },
  })
})

test("a model joins no project of another namespace, and none that the caller can't see", async () => {
  const { store, id } = await startWithModel()
  await store.execute('mutation { createNamespace(input: { name: "other" }) { __typename } }')
  const other = await store.execute<Made>(createProject, { namespace: 'other' })
  const input = { id, projectId: other.data!.createProject.id }
  expect((await store.execute(update, { input })).data).toMatchObject({
    updateModel: { __typename: 'ValidationError', problems: [{ path: 'input.projectId' }] },
  })
  const editor = viewerWith('EDITOR', 'acme')
  expect((await store.execute(update, { input }, editor)).data).toMatchObject({
    updateModel: { __typename: 'NotFoundError', message: `No project \`${input.projectId}\`.` },
  })
})

test('a model is deleted only when no other is made from it', async () => {
  const { store, id } = await startWithModel()
  const adapter = await store.execute<Registered>(
    register,
    inputOf(store, loraOf('acme/tiny'), { name: 'tuned' }),
  )
  const { id: adapterId } = adapter.data!.registerModel

  expect((await store.execute(remove, { id })).data).toEqual({
    deleteModel: {
      __typename: 'ConflictError',
      message: '`acme/tiny@1` is the base model of `acme/tuned@1`.',
    },
  })
  for (const gone of [adapterId, id])
    expect((await store.execute(remove, { id: gone })).data).toEqual({
      deleteModel: { __typename: 'Deleted', id: gone },
    })
  expect((await store.execute(remove, { id })).data).toEqual({
    deleteModel: { __typename: 'NotFoundError', message: `No model \`${id}\`.` },
  })
})

test('a VIEWER changes nothing, and to a stranger there is nothing', async () => {
  const { store, id } = await startWithModel()
  const calls = [
    [update, { input: { id } }],
    [remove, { id }],
  ] as const
  for (const [document, variables] of calls) {
    const refused = await store.execute(document, variables, viewerWith('VIEWER', 'acme'))
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    const stranger = await store.execute(document, variables, viewerWith('ADMIN', 'other'))
    expect(Object.values(stranger.data!)).toMatchObject([{ __typename: 'NotFoundError' }])
  }
})

test('fifty requests with one clientRequestId make one model', async () => {
  const store = await startWithNamespace()
  const input = inputOf(store, llama, { clientRequestId: 'once' })
  const results = await Promise.all(
    Array.from({ length: 50 }, () => store.execute<Registered>(register, input)),
  )
  expect(new Set(results.map(({ data }) => data!.registerModel.ref))).toEqual(
    new Set(['acme/tiny@1']),
  )
})
