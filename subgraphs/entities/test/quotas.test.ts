import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { startEntities } from './harness.ts'

const fields = /* GraphQL */ `
  __typename
  ... on Namespace {
    id
    description
    quota {
      storageBytes
      runningJobs
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
const create = `mutation ($input: CreateNamespaceInput!) { result: createNamespace(input: $input) { ${fields} } }`
const update = `mutation ($input: UpdateNamespaceInput!) { result: updateNamespace(input: $input) { ${fields} } }`

type Result = { result: { __typename: string; id: string } }
const without = { storageBytes: null, runningJobs: null }

async function startWith(input: object) {
  const { execute } = await startEntities()
  const made = await execute<Result>(create, { input: { name: 'acme', ...input } })
  return { execute, made, id: made.data!.result.id }
}

test('a namespace has no quota unless one is given, and a new one replaces the old as a whole', async () => {
  const { execute, made, id } = await startWith({ description: 'Anvils' })
  expect(made.data).toEqual({
    result: { __typename: 'Namespace', id, description: 'Anvils', quota: without },
  })
  const first = { storageBytes: 5_000_000_000_000, runningJobs: 2 }
  expect((await execute(update, { input: { id, quota: first } })).data).toEqual({
    result: { __typename: 'Namespace', id, description: 'Anvils', quota: first },
  })
  expect((await execute(update, { input: { id, quota: { runningJobs: 0 } } })).data).toEqual({
    result: {
      __typename: 'Namespace',
      id,
      description: 'Anvils',
      quota: { storageBytes: null, runningJobs: 0 },
    },
  })
})

test('the ADMIN of a namespace describes it, but sets no quota', async () => {
  const quota = { storageBytes: 1, runningJobs: null }
  const { execute, id } = await startWith({ quota })
  const admin = viewerWith('ADMIN', 'acme')
  const described = await execute(update, { input: { id, description: 'Traps' } }, admin)
  expect(described.data).toEqual({
    result: { __typename: 'Namespace', id, description: 'Traps', quota },
  })
  const refused = await execute(update, { input: { id, quota: {} } }, admin)
  expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
})

test('an EDITOR changes nothing of a namespace, and to a stranger there is none', async () => {
  const { execute, id } = await startWith({})
  const change = { input: { id, description: 'Mine' } }
  const editor = await execute(update, change, viewerWith('EDITOR', 'acme'))
  expect(editor.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  const stranger = await execute(update, change, viewerWith('ADMIN', 'other'))
  expect(stranger.data).toEqual({
    result: { __typename: 'NotFoundError', message: `No namespace ${id}.` },
  })
})

test('a quota is not less than nothing', async () => {
  const { execute } = await startEntities()
  const quota = { storageBytes: -1, runningJobs: -2 }
  const { data } = await execute(create, { input: { name: 'acme', quota } })
  expect(data).toMatchObject({
    result: {
      __typename: 'ValidationError',
      problems: [{ path: 'input.quota.storageBytes' }, { path: 'input.quota.runningJobs' }],
    },
  })
})
