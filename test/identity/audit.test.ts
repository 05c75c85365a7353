import { expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'

const log = /* GraphQL */ `
  query ($filter: AuditFilter) {
    auditLog(filter: $filter) {
      nodes {
        subject
        token
        operation
        namespaces
        ids
        outcome
        requestId
      }
    }
  }
`

test('every mutation stands in the audit log, with its outcome and without its contents', async () => {
  const platform = await startTogether()
  const ask = async (token: string, query: string, variables: object = {}, id = 'request-1') => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-request-id': id,
      },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as { data: Record<string, { nodes: object[] }> }
  }
  const editor = await platform.tokenFor({
    subject: 'oidc:ada',
    grants: [{ namespace: 'acme', role: 'EDITOR' }],
  })
  await ask(platform.token, 'mutation { createNamespace(input: { name: "acme" }) { __typename } }')
  const { data } = await ask(
    platform.token,
    'mutation { made: createAccessToken(input: { name: "x", role: VIEWER }) { ... on NewAccessToken { secret token { id } } } }',
  )
  const { secret, token } = data['made'] as unknown as { secret: string; token: { id: string } }
  const create =
    'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { __typename } }'
  await ask(editor, create, { input: { namespace: 'acme', name: 'facts' } }, 'request-2')
  await ask(editor, create, { input: { namespace: 'acme', name: 'facts' } }, 'request-3')
  await ask(editor, create, { input: { namespace: 'nowhere', name: 'facts' } }, 'request-4')
  await ask(secret, create, { input: { namespace: 'acme', name: 'other' } }, 'request-5')

  const entry = (fields: object) => ({ token: null, namespaces: [], ids: [], ...fields })
  const byAda = (fields: object) =>
    entry({ subject: 'oidc:ada', operation: 'createDataset', ...fields })
  const inAcme = { namespaces: ['acme'] }
  const hers = [
    byAda({ namespaces: ['nowhere'], outcome: 'NotFoundError', requestId: 'request-4' }),
    byAda({ ...inAcme, outcome: 'ConflictError', requestId: 'request-3' }),
    byAda({ ...inAcme, outcome: 'Dataset', requestId: 'request-2' }),
  ]
  const tried = {
    subject: 'admin',
    token: token.id,
    operation: 'createDataset',
    ...inAcme,
    ids: [],
    outcome: 'FORBIDDEN',
    requestId: 'request-5',
  }
  const byAdmin = { subject: 'admin', requestId: 'request-1' }
  const all = await ask(platform.token, log)
  expect(all.data['auditLog']?.nodes).toEqual([
    tried,
    ...hers,
    entry({
      ...byAdmin,
      operation: 'createAccessToken',
      ids: [token.id],
      outcome: 'NewAccessToken',
    }),
    entry({ ...byAdmin, ...inAcme, operation: 'createNamespace', outcome: 'Namespace' }),
  ])
  expect(JSON.stringify(all)).not.toContain(secret)
  const filter = { namespace: 'acme', subject: 'oidc:ada', operation: 'createDataset' }
  expect((await ask(platform.token, log, { filter })).data['auditLog']?.nodes).toEqual(
    hers.slice(1),
  )
})

test('the ADMIN of a namespace sees what was done in it: its tokens, and commits by Hub clients', async () => {
  const platform = await startTogether()
  const tokenOf = (subject: string, role: 'ADMIN' | 'EDITOR' | 'VIEWER', namespace = 'acme') =>
    platform.tokenFor({ subject, grants: [{ namespace, role }] })
  const boss = await tokenOf('oidc:boss', 'ADMIN')
  const ask = async (query: string, token = platform.token) => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    return ((await response.json()) as { data: unknown }).data
  }
  await ask('mutation { createNamespace(input: { name: "acme" }) { __typename } }')
  const { dataset } = (await ask(
    'mutation { dataset: createDataset(input: { namespace: "acme", name: "facts" }) { ... on Dataset { id } } }',
  )) as { dataset: { id: string } }
  const { made } = (await ask(
    'mutation { made: createAccessToken(input: { name: "x", namespace: "acme", role: VIEWER }) { ... on NewAccessToken { token { id } } } }',
  )) as { made: { token: { id: string } } }
  await ask(`mutation { revokeAccessToken(id: "${made.token.id}") { __typename } }`)
  const commit = async (token: string) => {
    const lines = [
      { key: 'header', value: { summary: 'Add' } },
      { key: 'file', value: { path: 'a.txt', content: 'a' } },
    ]
    const { status } = await fetch(`${platform.url}/api/datasets/acme/facts/commit/main`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    })
    return status
  }
  expect(await commit(await tokenOf('oidc:ada', 'EDITOR'))).toBe(200)
  expect(await commit(await tokenOf('oidc:bob', 'VIEWER'))).toBe(403)
  expect(await commit(await tokenOf('oidc:eve', 'ADMIN', 'other'))).toBe(404)

  const log = await ask('{ auditLog { nodes { subject operation namespaces ids outcome } } }', boss)
  const inAcme = { namespaces: ['acme'] }
  const byHub = { operation: 'hub.commit', ...inAcme, ids: [dataset.id] }
  const byAdmin = { subject: 'admin', ...inAcme }
  const ofToken = { ...byAdmin, ids: [made.token.id] }
  expect(log).toEqual({
    auditLog: {
      nodes: [
        { ...byHub, subject: 'oidc:eve', ids: [], outcome: '404' },
        { ...byHub, subject: 'oidc:bob', outcome: '403' },
        { ...byHub, subject: 'oidc:ada', outcome: '200' },
        { ...ofToken, operation: 'revokeAccessToken', outcome: 'Deleted' },
        { ...ofToken, operation: 'createAccessToken', outcome: 'NewAccessToken' },
        { ...byAdmin, operation: 'createDataset', ids: [dataset.id], outcome: 'Dataset' },
        { ...byAdmin, operation: 'createNamespace', ids: [], outcome: 'Namespace' },
      ],
    },
  })
})
