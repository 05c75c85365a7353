import { createClient } from '@weft/client/client'
import { successOf } from '@weft/client/errors'
import { createClient as createSocket } from 'graphql-ws'
import type { Role } from '@weft/kit/identity'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import pg from 'pg'
import { WebSocket } from 'ws'
import {
  CreateAccessTokenDocument,
  GrantRoleDocument,
  RevokeAccessTokenDocument,
  RevokeRoleDocument,
} from '../generated/documents.ts'
import type { CreateAccessTokenMutationVariables } from '../generated/documents.ts'
import { startAllApart, startTogether } from '../harness/platform.ts'
import type { OnEnd, PlatformUnderTest } from '../harness/platform.ts'
import { createJob, createRows, longTraining, registerTinyworld } from '../harness/tinyworld.ts'
import { audience, startIssuer } from './issuer.ts'
import type { Issuer } from './issuer.ts'

const doors: [string, string][] = [
  ['POST', '/graphql'],
  ['GET', '/v1/models'],
  ['GET', '/api/whoami-v2'],
  ['GET', '/api/models/acme/tinyworld/tree/main'],
  ['POST', '/jobs/job_1/attempts/1/events'],
]
const within = { timeout: 10_000 }

type Input = Partial<CreateAccessTokenMutationVariables['input']>

async function makeToken({ client }: PlatformUnderTest, input: Input = {}) {
  const { createAccessToken } = await client.request(CreateAccessTokenDocument, {
    input: { name: 'laptop', role: 'VIEWER', ...input },
  })
  const { secret, token } = successOf(createAccessToken)
  return { secret, id: token.id }
}

async function statuses({ url }: PlatformUnderTest, secret: string): Promise<number[]> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
  return Promise.all(
    doors.map(async ([method, path]) => {
      const body = '{"query":"{ viewer { id } }"}'
      const request = { method, headers, ...(method === 'POST' && { body }) }
      return (await fetch(url + path, request)).status
    }),
  )
}

async function ask({ url }: PlatformUnderTest, secret: string, query: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: object[] }
  return { data, ...(errors && { errors }) }
}

/** A socket that watches a job, and how it was closed. */
async function watch({ url }: PlatformUnderTest, secret: string, jobId: string) {
  const { promise, resolve } = Promise.withResolvers<{ code: number }>()
  const client = createSocket({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${secret}` },
    on: { closed: (event) => resolve(event as { code: number }) },
  })
  onTestFinished(() => client.terminate())
  const updates = client.iterate({ query: `subscription { jobUpdated(id: "${jobId}") { id } }` })
  await updates.next()
  updates.next().catch(() => {})
  return { closed: promise }
}

/** All that an event stream says from its first event to its end. */
async function listen({ url }: PlatformUnderTest, secret: string, jobId: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${secret}`,
    },
    body: JSON.stringify({ query: `subscription { jobUpdated(id: "${jobId}") { id } }` }),
  })
  return { text: response.text() }
}

async function startJob({ client }: PlatformUnderTest): Promise<string> {
  return createJob(client, {
    baseModelId: await registerTinyworld(client),
    datasetId: await createRows(client),
    hyperparameters: longTraining,
  })
}

const ends: Parameters<OnEnd>[0][] = []
const onEnd: OnEnd = (end) => void ends.unshift(end)
let issuer: Issuer
let platform: PlatformUnderTest
let jobId: string

beforeAll(async () => {
  issuer = await startIssuer(onEnd)
  platform = await startTogether({ oidc: { issuer: issuer.url, audience }, onEnd })
  jobId = await startJob(platform)
})

afterAll(async () => {
  for (const end of ends) await end()
})

test('an access token opens every door, with its own role and nothing more', async () => {
  const { secret } = await makeToken(platform, { namespace: 'acme' })
  expect(await statuses(platform, secret)).toEqual([200, 200, 200, 200, 404])
  expect(await ask(platform, secret, '{ viewer { id grants { namespace role } } }')).toEqual({
    data: { viewer: { id: 'admin', grants: [{ namespace: 'acme', role: 'VIEWER' }] } },
  })
  expect(
    await ask(
      platform,
      secret,
      'mutation { createDataset(input: { namespace: "acme", name: "x" }) { __typename } }',
    ),
  ).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
})

test('a revoked access token gets 401 at every door, and its subscriptions end, at once', async () => {
  const { secret, id } = await makeToken(platform, { namespace: 'acme' })
  const { closed } = await watch(platform, secret, jobId)
  const stream = await listen(platform, secret, jobId)
  await platform.client.request(RevokeAccessTokenDocument, { id })
  const revokedAt = Date.now()
  expect((await closed).code).toBe(4401)
  expect(await stream.text).toMatch(/"code":"UNAUTHENTICATED".*\n\nevent: complete/s)
  expect(await statuses(platform, secret)).toEqual([401, 401, 401, 401, 401])
  expect(Date.now() - revokedAt).toBeLessThan(2_000)
})

test('nobody is asked about again while nothing changes', async () => {
  const { secret, id } = await makeToken(platform)
  const asked = async () => {
    const headers = { authorization: `Bearer ${platform.token}` }
    const metrics = await (await fetch(`${platform.url}/metrics/entities`, { headers })).text()
    return Number(/requests_total{door="POST \/identify",status="200"} (\d+)/.exec(metrics)![1])
  }
  const { closed } = await watch(platform, secret, jobId)
  const before = await asked()
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  expect(await asked()).toBe(before)
  await platform.client.request(RevokeAccessTokenDocument, { id })
  expect((await closed).code).toBe(4401)
})

test('an access token ends with the one that it was made with', async () => {
  const expiresAt = new Date(Date.now() + 2_000)
  const { secret } = await makeToken(platform, { expiresAt: expiresAt.toISOString() })
  const client = createClient({ url: platform.url, token: secret })
  onTestFinished(client.close)
  const made = await makeToken({ ...platform, client })
  const { closed } = await watch(platform, made.secret, jobId)
  expect((await closed).code).toBe(4401)
  expect(Date.now() - expiresAt.getTime()).toBeLessThan(500)
})

test('what was revoked while nobody could tell of it is known as soon as somebody can', async () => {
  const platform = await startAllApart()
  const { secret, id } = await makeToken(platform)
  const socket = createSocket({
    url: `${platform.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => {}, // how it was closed is seen
    connectionParams: { authorization: `Bearer ${secret}` },
  })
  onTestFinished(() => socket.terminate())
  const closed = new Promise<{ code: number }>((resolve) =>
    socket.on('closed', (event) => resolve(event as { code: number })),
  )
  await new Promise((resolve) => socket.on('connected', resolve))
  await platform.kill('entities')
  const database = new pg.Client(platform.settings.databaseUrlOf('entities'))
  await database.connect()
  await database.query('delete from access_token where id = $1', [id])
  await database.end()
  await platform.restart('entities')
  expect((await closed).code).toBe(4401)
})

test('an access token that expires ends as a revoked one does', async () => {
  const expiresAt = new Date(Date.now() + 2_000)
  const { secret } = await makeToken(platform, { expiresAt: expiresAt.toISOString() })
  const { closed } = await watch(platform, secret, jobId)
  expect((await closed).code).toBe(4401)
  expect(await statuses(platform, secret)).toEqual([401, 401, 401, 401, 401])
  expect(Date.now() - expiresAt.getTime()).toBeLessThan(1_000)
})

test('who loses a role, or is left with a lower one, loses their subscriptions at once; who gains one keeps them', async () => {
  const give = (subject: string, role: Role, namespace = 'acme') =>
    platform.client.request(GrantRoleDocument, {
      input: { subject: `oidc:${subject}`, namespace, role },
    })
  const open = async (subject: string) => {
    await give(subject, 'EDITOR')
    const token = await issuer.tokenFor(subject)
    const { closed } = await watch(platform, token, jobId)
    const { text } = await listen(platform, token, jobId)
    return { closed, text }
  }
  const [revoked, lowered, raised] = await Promise.all(['ada', 'bob', 'cyd'].map(open))
  const took = raised!.closed.then(() => 'closed')
  await platform.client.request(RevokeRoleDocument, {
    input: { subject: 'oidc:ada', namespace: 'acme' },
  })
  await give('bob', 'VIEWER')
  await give('cyd', 'ADMIN')
  const changedAt = Date.now()
  for (const { closed, text } of [revoked!, lowered!]) {
    expect((await closed).code).toBe(1013)
    expect(await text).toMatch(/"code":"FORBIDDEN".*\n\nevent: complete/s)
  }
  expect(Date.now() - changedAt).toBeLessThan(3_000)
  expect(await Promise.race([took, Promise.resolve('open')])).toBe('open')
  const headers = { authorization: `Bearer ${platform.token}` }
  const metrics = await (await fetch(`${platform.url}/metrics`, { headers })).text()
  for (const transport of ['websocket', 'sse'])
    expect(metrics).toContain(`ended_total{transport="${transport}",reason="FORBIDDEN"} 2`)
})

test('while nobody can tell whose an access token is, it gets 503, and others go on', async () => {
  const platform = await startAllApart()
  const { secret } = await makeToken(platform)
  expect(await ask(platform, secret, '{ jobs { totalCount } }')).toEqual({
    data: { jobs: { totalCount: 0 } },
  })
  await platform.kill('entities')
  await expect.poll(() => statuses(platform, secret), within).toEqual([503, 503, 503, 503, 503])
  const socket = createSocket({
    url: `${platform.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${secret}` },
  })
  await expect(socket.iterate({ query: '{ jobs { totalCount } }' }).next()).rejects.toMatchObject({
    code: 1013,
  })
  const service = await platform.tokenFor({
    subject: 'service:jobs',
    grants: [{ namespace: 'acme', role: 'EDITOR' }],
  })
  for (const known of [platform.token, service])
    expect(await ask(platform, known, '{ jobs { totalCount } }')).toEqual({
      data: { jobs: { totalCount: 0 } },
    })
  await platform.restart('entities')
  await expect
    .poll(() => ask(platform, secret, '{ jobs { totalCount } }'), within)
    .toEqual({ data: { jobs: { totalCount: 0 } } })
})
