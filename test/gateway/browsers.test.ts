import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { admin, startFederation } from './federation.ts'

const app = 'https://app.example.com'
const preflight = (url: string, origin: string, method = 'POST') =>
  fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    },
  })
const header = (answer: Response, name: string) => answer.headers.get(name)

test('the pages of origins that are allowed may call the graph, and read what is refused', async () => {
  const { url } = await startFederation({ settings: { CORS_ORIGINS: [app] } })
  const graph = `${url}/graphql`
  const asked = await preflight(graph, app)
  expect([asked.status, header(asked, 'access-control-allow-origin')]).toEqual([204, app])
  expect(header(asked, 'access-control-allow-headers')).toBe('authorization,content-type')
  expect(header(asked, 'access-control-allow-credentials')).toBeNull()

  const post = (headers: Record<string, string>) =>
    fetch(graph, {
      method: 'POST',
      headers: { origin: app, 'content-type': 'application/json', ...headers },
      body: '{"query":"{ __typename }"}',
    })
  const answer = await post({ authorization: admin })
  expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } })
  expect(header(answer, 'access-control-allow-origin')).toBe(app)
  expect(header(answer, 'access-control-expose-headers')).toContain('x-request-id')
  const refused = await post({})
  expect([refused.status, header(refused, 'access-control-allow-origin')]).toEqual([401, app])
})

test('the pages of other origins may not, and of none when none was named', async () => {
  const some = await startFederation({ settings: { CORS_ORIGINS: [app] } })
  const none = await startFederation()
  for (const [url, origin] of [
    [some.url, 'https://evil.example.com'],
    [some.url, 'https://app.example.com.evil.example'],
    [none.url, app],
  ] as const) {
    const asked = await preflight(`${url}/graphql`, origin)
    expect(header(asked, 'access-control-allow-origin')).toBeNull()
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { origin, authorization: admin, 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    })
    expect(header(answer, 'access-control-allow-origin')).toBeNull()
  }
})

test('a page may read what is streamed, and what the doors forward with its headers', async () => {
  const behind = createServer((_, response) => {
    response.writeHead(206, { 'x-repo-commit': 'abc', 'content-range': 'bytes 0-1/9' }).end('ab')
  }).listen(0, '127.0.0.1')
  await once(behind, 'listening')
  onTestFinished(() => void behind.close())
  const { port } = behind.address() as AddressInfo
  const { url } = await startFederation({
    settings: { CORS_ORIGINS: ['*'] },
    urls: { files: `http://127.0.0.1:${port}` },
    doors: [{ path: /^\/files\//, subgraph: 'files' }],
  })
  expect((await preflight(`${url}/files/a`, app, 'PUT')).status).toBe(204)
  const headers = { origin: app, authorization: admin }
  const file = await fetch(`${url}/files/a`, { headers })
  expect([file.status, header(file, 'access-control-allow-origin'), await file.text()]).toEqual([
    206,
    '*',
    'ab',
  ])
  expect(header(file, 'access-control-expose-headers')).toContain('x-repo-commit')

  const stop = new AbortController()
  const events = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { runUpdated(id: "1") { id } }' }),
    signal: stop.signal,
  })
  expect(header(events, 'access-control-allow-origin')).toBe('*')
  stop.abort()
})

/** As it comes, not unpacked. */
async function postRaw(url: string, encodings: string, query: string) {
  const answer = Promise.withResolvers<IncomingMessage>()
  const headers = {
    authorization: admin,
    'content-type': 'application/json',
    'accept-encoding': encodings,
  }
  request(`${url}/graphql`, { method: 'POST', headers }, answer.resolve)
    .on('error', answer.reject)
    .end(JSON.stringify({ query }))
  const found = await answer.promise
  const body = Buffer.concat(await found.toArray())
  return { encoding: found.headers['content-encoding'], body }
}

test('an answer is packed as the client accepts it, unless it is small', async () => {
  const { url } = await startFederation()
  const large = '{ __schema { types { name description fields { name } } } }'
  const plain = await postRaw(url, 'identity', large)
  expect(plain.encoding).toBeUndefined()
  const brotli = await postRaw(url, 'gzip, br', large)
  expect(brotli.encoding).toBe('br')
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body)
  const gzip = await postRaw(url, 'gzip', large)
  expect(gzip.encoding).toBe('gzip')
  expect(gunzipSync(gzip.body)).toEqual(plain.body)
  expect(gzip.body.length).toBeLessThan(plain.body.length / 3)
  expect((await postRaw(url, 'gzip, br', '{ __typename }')).encoding).toBeUndefined()
})

test('a body that is too large or unreadable is refused in the words of GraphQL', async () => {
  const { url } = await startFederation()
  const send = async (body: string) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: admin, 'content-type': 'application/json' },
      body,
    })
    return [answer.status, await answer.json()]
  }
  const query = '{ __typename }'
  const almost = JSON.stringify({ query, variables: { x: 'x'.repeat(1024 ** 2 - 100) } })
  expect(await send(almost)).toMatchObject([200, { data: { __typename: 'Query' } }])
  const extensions = { code: 'BAD_REQUEST' }
  expect(await send(`${almost}${' '.repeat(100)}`)).toEqual([
    413,
    { errors: [{ message: 'The request is larger than 1 MiB.', extensions }] },
  ])
  expect(await send('{')).toMatchObject([400, { errors: [{ extensions }] }])
})

test('whoever runs it may keep the schema and the page to themselves', async () => {
  const { url, execute, connect } = await startFederation({
    settings: { INTROSPECTION: false, GRAPHIQL: false },
  })
  const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
  expect([page.status, await page.text()]).toEqual([405, expect.stringContaining('by POST')])
  const query = '{ __schema { queryType { name } } }'
  const error = { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }
  expect(await execute(query)).toMatchObject({ errors: [error] })
  const onSocket = connect().iterate({ query })
  await expect(onSocket.next()).rejects.toMatchObject([error])
  expect(await execute('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } })
})

test('what never comes whole is given up', async () => {
  const { url } = await startFederation({ settings: { REQUEST_TIMEOUT_SECONDS: 1 } })
  const answer = Promise.withResolvers<IncomingMessage>()
  const sending = request(
    `${url}/graphql`,
    {
      method: 'POST',
      headers: { authorization: admin, 'content-type': 'application/json', 'content-length': 100 },
    },
    answer.resolve,
  )
  sending.on('error', answer.reject)
  sending.write('{')
  const found = await answer.promise
  expect(found.statusCode).toBe(408)
  expect(await text(found)).toContain('did not come within 1 seconds')
})
