import type { Viewer } from '@weft/kit/identity'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { admin, identityFor, startFederation } from './federation.ts'

const worker: Viewer = {
  subject: 'attempt:job_1/1',
  grants: [{ namespace: 'default', role: 'EDITOR' }],
}

test('the administrator comes with the access token', async () => {
  const { execute } = await startFederation()
  expect((await execute('{ whoAsks { subject namespaces } }')).data).toEqual({
    whoAsks: { subject: 'admin', namespaces: ['*'] },
  })
})

test('a worker comes with an identity, and is no more than that', async () => {
  const { execute } = await startFederation()
  const authorization = await identityFor(worker)
  expect((await execute('{ whoAsks { subject namespaces } }', { authorization })).data).toEqual({
    whoAsks: { subject: 'attempt:job_1/1', namespaces: ['default'] },
  })
})

test('identities of different askers are never mixed up', async () => {
  const { execute } = await startFederation()
  const subjects = Array.from({ length: 40 }, (_, index) => `asker-${index % 20}`)
  const answers = await Promise.all(
    subjects.map(async (subject) =>
      execute('{ whoAsks { subject } }', {
        authorization: await identityFor({ ...worker, subject }),
      }),
    ),
  )
  expect(answers.map(({ data }) => data)).toEqual(
    subjects.map((subject) => ({ whoAsks: { subject } })),
  )
})

const tokens: [string, () => Promise<string> | string][] = [
  ['nobody', () => ''],
  ['a wrong access token', () => 'Bearer hf_the_token_of_the_testz'],
  ['another scheme', () => 'Basic YWRtaW46aGZfdGhl'],
  ['an identity signed by somebody else', () => identityFor(worker, { secret: 'x'.repeat(40) })],
  ['an identity for a subgraph', () => identityFor(worker, { audience: 'runs' })],
  ['an identity that has expired', () => identityFor(worker, { seconds: -10 })],
  ['an unsigned identity', () => `Bearer ${unsigned()}`],
]

const unsigned = () =>
  [{ alg: 'none' }, { sub: 'admin', iss: 'weft', aud: 'gateway', grants: [] }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('')
    .join('.')

test.each(tokens)('%s gets 401 at every door', async (_, tokenOf) => {
  const { url, connect } = await startFederation({
    doors: [{ path: /^\/v1\//, subgraph: 'runs' }],
  })
  const authorization = await tokenOf()
  const doors = ['POST /graphql', 'GET /v1/models', 'POST /v1/x', 'PUT /v1/x', 'GET /nowhere']
  for (const door of doors) {
    const [method, path] = door.split(' ')
    const response = await fetch(url + path, {
      method: method!,
      headers: authorization ? { authorization } : {},
    })
    expect([door, response.status]).toEqual([door, 401])
    const message = 'Send an access token: `Authorization: Bearer hf_…`.'
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      error: path!.startsWith('/v1/') ? { code: 'unauthenticated' } : message,
    })
  }
  const client = connect({ connectionParams: { authorization } })
  await expect(client.iterate({ query: '{ __typename }' }).next()).rejects.toMatchObject({
    code: 4401,
    reason: expect.stringContaining('access token'),
  })
})

test('a subgraph that is asked directly answers nobody, not even the administrator', async () => {
  const { urlOf } = await startFederation()
  const response = await fetch(`${urlOf('runs')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: admin },
    body: JSON.stringify({ query: '{ __typename }' }),
  })
  expect(response.status).toBe(401)
})

test('a socket may bring the token in the header of its upgrade', async () => {
  const { connect } = await startFederation()
  const authorization = await identityFor(worker)
  const client = connect({
    connectionParams: {},
    webSocketImpl: socketWith({ authorization }),
  })
  const { value } = await client.iterate({ query: '{ whoAsks { subject } }' }).next()
  expect(value?.data).toEqual({ whoAsks: { subject: 'attempt:job_1/1' } })
})

const socketWith = (headers: Record<string, string>) =>
  class extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers })
    }
  }
