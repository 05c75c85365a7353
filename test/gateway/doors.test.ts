import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { doors, publicDoors } from '@weft/gateway/doors/doors'
import { bearerOf, verifyIdentity } from '@weft/kit/identity'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { admin as authorization, startFederation } from './federation.ts'
import { startDoors, startUpstream } from './upstream.ts'
import type { Handler } from './upstream.ts'

const echo: Handler = ({ method, url, headers }, response) =>
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ method, url, headers }))

/** Sends a path as it is: fetch would resolve its dots. */
async function send(
  url: string,
  path: string,
  headers: Record<string, string> = { authorization },
) {
  const { hostname, port } = new URL(url)
  const request = httpRequest({ hostname, port, path, headers })
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += chunk
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) }
}

test.each([
  ['GET', '/v1/models', 'deployments'],
  ['POST', '/v1/chat/completions', 'deployments'],
  ['POST', '/jobs/job_1/attempts/2/events', 'jobs'],
  ['GET', '/api/whoami-v2', 'datasets'],
  ['GET', '/api/models/default/base/tree/main?recursive=true', 'datasets'],
  ['POST', '/api/datasets/default/facts/commit/main', 'datasets'],
  ['GET', '/default/base/resolve/main/config.json', 'datasets'],
  ['HEAD', '/datasets/default/facts/resolve/refs%2Fpr%2F1/data/a%20b.jsonl', 'datasets'],
  ['GET', '/base/resolve/main/config.json', 'datasets'],
  ['GET', '/spaces/default/page/resolve/main/app.py', 'datasets'],
  ['GET', '/api/spaces/default/page', 'datasets'],
  ['POST', '/default/base.git/info/lfs/objects/batch', 'datasets'],
  ['POST', '/datasets/default/facts.git/info/lfs/objects/batch', 'datasets'],
  ['GET', '/api/models/default/base/xet-write-token/main', 'datasets'],
  ['PUT', '/objects/ab/cd?expires=1&signature=x', 'datasets'],
  ['POST', '/api/validate-yaml', 'datasets'],
])('%s %s is answered by %s, in the name of who asks', async (method, path, subgraph) => {
  const seen: unknown[] = []
  const answerer = await startUpstream(async ({ url, headers }, response) => {
    const token = bearerOf(headers.authorization)
    seen.push(url, token && (await verifyIdentity(identitySecret, token, subgraph))?.subject)
    response.end()
  })
  const { url } = await startFederation({
    urls: { deployments: elsewhere, jobs: elsewhere, datasets: elsewhere, [subgraph]: answerer },
    doors,
    publicDoors,
  })
  const response = await fetch(url + path, { method, headers: { authorization } })
  expect(response.status).toBe(200)
  const isPublic = /^\/objects|validate-yaml$/.test(path)
  expect(seen).toEqual([path, isPublic ? null : 'admin'])
})

const elsewhere = 'http://127.0.0.1:9'

test('a URL that authorises itself needs no token, and carries none on', async () => {
  const { url } = await startDoors(echo)
  const { status, body } = await send(url, '/objects/a?signature=b', {})
  expect([status, body.url, body.headers.authorization]).toEqual([
    200,
    '/objects/a?signature=b',
    undefined,
  ])
})

test('what brings chunks carries its own token on, which no other door takes', async () => {
  const { url } = await startDoors(echo)
  const headers = { authorization: 'Bearer of-the-subgraph' }
  const { status, body } = await send(url, '/xet/dataset_1/v1/chunks/default/0', headers)
  expect([status, body.url, body.headers.authorization]).toEqual([
    200,
    '/xet/dataset_1/v1/chunks/default/0',
    'Bearer of-the-subgraph',
  ])
  expect((await send(url, '/objects/a', headers)).body.headers).not.toHaveProperty('authorization')
  expect((await send(url, '/api/whoami-v2', headers)).status).toBe(401)
})

test.each([
  '/api/datasets/default/facts/tree/main/data%2Fdeep%2Ftrain.jsonl?x=%2F',
  '/default/base/resolve/refs%2Fpr%2F1/a%20b%25c.txt',
  '/objects/a%2Fb/c%252Fd?q=a%26b',
  `/v1/models/${'long'.repeat(1_000)}`,
])('the path %s arrives unchanged', async (path) => {
  const { url } = await startDoors(echo)
  const { status, body } = await send(url, path)
  expect([status, body.url]).toEqual([200, path])
})

test.each([
  '/nowhere',
  '/v1',
  '/v1/../graphql',
  '/v1/%2e%2E/graphql',
  '/objects/../graphql',
  '/xet/../graphql',
  '/objects/%2e./health/ready',
  '/a/b/resolve/main/..',
  '/default%2Fbase/resolve/main/a',
  '/api/users',
  '/api/%6dodels/raw/tiny/commit/main',
  '/jobs/1/attempts/2/events/3',
])('there is no door at %s', async (path) => {
  const { url } = await startDoors(echo)
  const message = `There is nothing at GET ${path}.`
  expect(await send(url, path)).toMatchObject({
    status: 404,
    headers: { 'x-error-message': message },
    body: { error: path.startsWith('/v1/') ? { code: 'not_found' } : message },
  })
})

test('who sends no token is told so in a header too, since HEAD is answered without a body', async () => {
  const { url } = await startDoors(echo)
  const answer = await fetch(`${url}/default/base/resolve/main/a`, { method: 'HEAD' })
  expect([answer.status, answer.headers.get('x-error-message')]).toEqual([
    401,
    'Send an access token: `Authorization: Bearer hf_ `.',
  ])
})

test('the subgraph learns the public address, and nothing that belongs to the connection', async () => {
  const { url } = await startDoors(echo)
  const { body, headers } = await send(url, '/v1/models', {
    authorization,
    connection: 'keep-alive, x-private',
    'x-private': '1',
    'x-kept': '2',
    'x-forwarded-host': 'evil.example',
    'x-request-id': 'request-7',
    te: 'trailers',
    'proxy-authorization': 'Basic x',
  })
  expect(body.headers).toMatchObject({
    'x-forwarded-host': new URL(url).host,
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '127.0.0.1',
    'x-request-id': 'request-7',
    'x-kept': '2',
  })
  for (const name of ['x-private', 'te', 'proxy-authorization'])
    expect(body.headers).not.toHaveProperty(name)
  expect(headers['x-request-id']).toBe('request-7')
})

test('behind another door the configured address is the public one', async () => {
  const { url } = await startDoors(echo, { publicUrl: 'https://weft.example:8443' })
  expect((await send(url, '/v1/models')).body.headers).toMatchObject({
    'x-forwarded-host': 'weft.example:8443',
    'x-forwarded-proto': 'https',
  })
})

test('a proxy that is trusted says how clients came, and nobody else does', async () => {
  const told = {
    authorization,
    'x-forwarded-host': 'weft.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.7',
  }
  const near = await startDoors(echo, {
    publicUrl: 'http://inside:4000',
    trustedProxies: ['127.0.0.0/8'],
  })
  expect((await send(near.url, '/v1/models', told)).body.headers).toMatchObject(
    Object.fromEntries(Object.entries(told).slice(1)),
  )
  const far = await startDoors(echo, { trustedProxies: ['10.0.0.0/8'] })
  expect((await send(far.url, '/v1/models', told)).body.headers).toMatchObject({
    'x-forwarded-host': new URL(far.url).host,
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '127.0.0.1',
  })
})

test('status, headers and redirects come back as they are', async () => {
  const { url } = await startDoors((_request, response) => {
    response.writeHead(302, {
      location: '/objects/x?signature=1',
      etag: '"abc"',
      'set-cookie': ['a=1', 'b=2'],
      'x-linked-size': '7',
    })
    response.end()
  })
  const response = await fetch(`${url}/default/base/resolve/main/a`, {
    headers: { authorization },
    redirect: 'manual',
  })
  expect(response.status).toBe(302)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    location: '/objects/x?signature=1',
    etag: '"abc"',
    'x-linked-size': '7',
  })
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
})

test('an answer to HEAD keeps the length of what it does not carry', async () => {
  const { url } = await startDoors((_request, response) => {
    response.writeHead(200, { 'content-length': '123456', 'accept-ranges': 'bytes' })
    response.end()
  })
  const response = await fetch(`${url}/default/base/resolve/main/a`, {
    method: 'HEAD',
    headers: { authorization },
  })
  expect(response.headers.get('content-length')).toBe('123456')
})

test('a URL that cannot be read is told in words that every client reads', async () => {
  const { url } = await startDoors(echo)
  for (const [path, status, reason] of [
    ['/default/base/resolve/main/%ff', 400, 'not a valid url component'],
    ['/default/base/resolve/main/%', 400, 'not a valid url component'],
  ] as const) {
    const { body, headers, ...answer } = await send(url, path)
    expect([answer.status, body.error]).toEqual([status, expect.stringContaining(reason)])
    expect(headers['x-error-message']).toBe(body.error)
  }
})

test('a subgraph that is down is told in words that every client reads', async () => {
  const urls = { deployments: elsewhere, jobs: elsewhere, datasets: elsewhere }
  const { url } = await startFederation({ urls, doors, publicDoors })
  for (const method of ['GET', 'POST']) {
    const response = await fetch(`${url}/v1/models`, { method, headers: { authorization } })
    expect([
      response.status,
      response.headers.get('x-error-message'),
      await response.json(),
    ]).toEqual([
      502,
      '`deployments` does not answer now.',
      {
        error: {
          message: '`deployments` does not answer now.',
          type: 'upstream_unavailable',
          code: 'UPSTREAM_UNAVAILABLE',
        },
      },
    ])
  }
})
