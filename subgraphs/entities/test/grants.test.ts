import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { admin, grant, startIdentities } from './identifying.ts'

const revoke = /* GraphQL */ `
  mutation ($subject: String!, $namespace: String!) {
    revokeRole(input: { subject: $subject, namespace: $namespace }) {
      __typename
      ... on Grant {
        role
      }
    }
  }
`
const grants = '{ namespaces { nodes { name grants { subject namespace role } } } }'
const acmeAdmin = viewerWith('ADMIN', 'acme')

test('a role is given, changed, and taken away again', async () => {
  const { execute, ask } = await startIdentities()
  const question = { subject: 'oidc:ada', groups: ['group:lab'] }
  const held = async () => (await ask(question)).viewer!.grants
  for (const role of ['VIEWER', 'EDITOR']) {
    const input = { subject: 'oidc:ada', namespace: 'acme', role }
    expect((await execute(grant, { input }, acmeAdmin)).data).toEqual({
      grantRole: { __typename: 'Grant', ...input },
    })
    expect(await held()).toEqual([{ namespace: 'acme', role }])
  }
  await execute(grant, { input: { subject: 'group:lab', namespace: '*', role: 'VIEWER' } }, admin)
  expect(await held()).toEqual([
    { namespace: 'acme', role: 'EDITOR' },
    { namespace: '*', role: 'VIEWER' },
  ])
  const target = { subject: 'oidc:ada', namespace: 'acme' }
  expect((await execute(revoke, target, acmeAdmin)).data).toEqual({
    revokeRole: { __typename: 'Grant', role: 'EDITOR' },
  })
  expect((await execute(revoke, target, acmeAdmin)).data).toEqual({
    revokeRole: { __typename: 'NotFoundError' },
  })
  expect(await held()).toEqual([{ namespace: '*', role: 'VIEWER' }])
})

test('of fifty who give the same role at once, all have given one', async () => {
  const { execute } = await startIdentities()
  const input = { subject: 'oidc:ada', namespace: 'acme', role: 'VIEWER' }
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => execute(grant, { input }, acmeAdmin)),
  )
  expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(
    new Set([JSON.stringify({ grantRole: { __typename: 'Grant', ...input } })]),
  )
})

test('who may do what is told to the ADMIN of the namespace, and no more than that', async () => {
  const { execute, give } = await startIdentities()
  await give('oidc:ada', 'acme', 'VIEWER')
  await give('group:staff', '*', 'VIEWER')
  const ada = { subject: 'oidc:ada', namespace: 'acme', role: 'VIEWER' }
  const staff = { subject: 'group:staff', namespace: '*', role: 'VIEWER' }
  const seenBy = async (viewer = admin) => (await execute(grants, {}, viewer)).data
  expect(await seenBy()).toEqual({
    namespaces: {
      nodes: [
        { name: 'other', grants: [staff] },
        { name: 'acme', grants: [ada, staff] },
      ],
    },
  })
  expect(await seenBy(acmeAdmin)).toEqual({
    namespaces: { nodes: [{ name: 'acme', grants: [ada] }] },
  })
  expect(await seenBy(viewerWith('EDITOR', 'acme'))).toEqual({
    namespaces: { nodes: [{ name: 'acme', grants: null }] },
  })
})

test.for([
  ['an EDITOR', viewerWith('EDITOR', 'acme'), 'acme', 'FORBIDDEN'],
  ['its ADMIN, for the whole platform', acmeAdmin, '*', 'NotFoundError'],
  ['the ADMIN of another namespace', viewerWith('ADMIN', 'other'), 'acme', 'NotFoundError'],
  ['the ADMIN of the platform, where there is no namespace', admin, 'nowhere', 'NotFoundError'],
] as const)('no role is given by %s', async ([, viewer, namespace, refusal]) => {
  const { execute } = await startIdentities()
  const input = { subject: 'oidc:ada', namespace, role: 'ADMIN' }
  const { data, errors } = await execute<{ grantRole?: { __typename: string } }>(
    grant,
    { input },
    viewer,
  )
  expect(errors?.[0]?.extensions?.['code'] ?? data?.grantRole?.__typename).toBe(refusal)
})

test('a role is given to a person or a group of the identity provider, not to a service', async () => {
  const { execute } = await startIdentities()
  for (const subject of ['admin', 'service:jobs', 'oidc:', 'ada']) {
    const input = { subject, namespace: 'acme', role: 'ADMIN' }
    expect((await execute(grant, { input }, admin)).data).toMatchObject({
      grantRole: { __typename: 'ValidationError' },
    })
  }
})
