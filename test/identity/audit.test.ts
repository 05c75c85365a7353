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
    entry({ ...byAdmin, operation: 'createNamespace', outcome: 'Namespace' }),
  ])
  expect(JSON.stringify(all)).not.toContain(secret)
  const filter = { namespace: 'acme', subject: 'oidc:ada', operation: 'createDataset' }
  expect((await ask(platform.token, log, { filter })).data['auditLog']?.nodes).toEqual(
    hers.slice(1),
  )
})
