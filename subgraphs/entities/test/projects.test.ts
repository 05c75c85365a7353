import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { llama } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

const fields = /* GraphQL */ `
  __typename
  ... on Project {
    id
    name
    description
    namespace {
      name
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
`
const create = `mutation ($input: CreateProjectInput!) { result: createProject(input: $input) { ${fields} } }`
const update = `mutation ($input: UpdateProjectInput!) { result: updateProject(input: $input) { ${fields} } }`
const remove = `mutation ($id: ID!) { result: deleteProject(id: $id) { __typename ... on Deleted { id } ... on Error { message } } }`
type Result = { result: { __typename: string; id: string } }

const named = (name: string, more: object = {}) => ({ input: { namespace: 'acme', name, ...more } })

test('a project is made, described, shown with its models, and deleted once they are gone', async () => {
  const store = await startWithNamespace()
  const made = await store.execute<Result>(create, named('birds', { description: 'Songs' }))
  const { id } = made.data!.result
  const project = { __typename: 'Project', id, name: 'birds', namespace: { name: 'acme' } }
  expect(made.data).toEqual({ result: { ...project, description: 'Songs' } })
  expect((await store.execute(update, { input: { id, description: null } })).data).toEqual({
    result: { ...project, description: null },
  })

  const model = await store.execute<Registered>(register, inputOf(store, llama, { projectId: id }))
  const shown = await store.execute(
    /* GraphQL */ `
      query ($id: ID!) {
        project(id: $id) {
          models {
            totalCount
            nodes {
              ref
              project {
                id
              }
            }
          }
        }
        node(id: $id) {
          __typename
          id
        }
      }
    `,
    { id },
  )
  expect(shown.data).toEqual({
    project: { models: { totalCount: 1, nodes: [{ ref: 'acme/tiny@1', project: { id } }] } },
    node: { __typename: 'Project', id },
  })

  store.ownedElsewhere.datasets = 2
  expect((await store.execute(remove, { id })).data).toEqual({
    result: {
      __typename: 'ConflictError',
      message: 'Project `birds` still owns 1 model, 2 datasets.',
    },
  })
  await store.execute('mutation ($id: ID!) { deleteModel(id: $id) { __typename } }', {
    id: model.data!.registerModel.id,
  })
  expect((await store.execute(remove, { id })).data).toMatchObject({
    result: { message: 'Project `birds` still owns 2 datasets.' },
  })
  store.ownedElsewhere.datasets = 0
  expect((await store.execute(remove, { id })).data).toEqual({
    result: { __typename: 'Deleted', id },
  })
  expect((await store.execute(remove, { id })).data).toEqual({
    result: { __typename: 'NotFoundError', message: `No project \`${id}\`.` },
  })
})

test('projects are listed newest first, by namespace and by search', async () => {
  const store = await startWithNamespace()
  await store.execute('mutation { createNamespace(input: { name: "other" }) { __typename } }')
  await store.execute(create, named('birds', { description: 'Songs of the wood' }))
  await store.execute(create, named('fish'))
  await store.execute(create, { input: { namespace: 'other', name: 'moss' } })
  const list = /* GraphQL */ `
    query ($filter: ProjectFilter) {
      projects(filter: $filter) {
        totalCount
        nodes {
          name
        }
      }
    }
  `
  const namesOf = async (filter: object | null, viewer = viewerWith('ADMIN')) =>
    (await store.execute(list, { filter }, viewer)).data
  const page = (...names: string[]) => ({
    projects: { totalCount: names.length, nodes: names.map((name) => ({ name })) },
  })
  expect(await namesOf(null)).toEqual(page('moss', 'fish', 'birds'))
  expect(await namesOf({ namespace: 'acme' })).toEqual(page('fish', 'birds'))
  expect(await namesOf({ search: 'WOOD' })).toEqual(page('birds'))
  expect(await namesOf(null, viewerWith('VIEWER', 'acme'))).toEqual(page('fish', 'birds'))
  expect(await namesOf(null, viewerWith('ADMIN', 'else'))).toEqual(page())
})

test('of fifty projects of one name at once one wins, and one request asked fifty times makes one', async () => {
  const store = await startWithNamespace()
  const fifty = (input: Record<string, unknown>) =>
    Promise.all(Array.from({ length: 50 }, () => store.execute<Result>(create, input)))

  const rivals = await fifty(named('birds'))
  const retries = await fifty(named('fish', { clientRequestId: 'once' }))

  const types = rivals.map(({ data }) => data!.result.__typename)
  expect(types.filter((type) => type === 'Project')).toHaveLength(1)
  expect(types.filter((type) => type === 'ConflictError')).toHaveLength(49)
  expect(new Set(retries.map(({ data }) => data!.result.id)).size).toBe(1)
})

test('a bad name is refused at its path, a VIEWER makes nothing, and a stranger finds no namespace', async () => {
  const { execute } = await startWithNamespace()
  expect((await execute(create, named('No Name'))).data).toMatchObject({
    result: { __typename: 'ValidationError', problems: [{ path: 'input.name' }] },
  })
  const refused = await execute(create, named('birds'), viewerWith('VIEWER', 'acme'))
  expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  expect((await execute(create, named('birds'), viewerWith('ADMIN', 'other'))).data).toEqual({
    result: { __typename: 'NotFoundError', message: 'No namespace `acme`.' },
  })
})
