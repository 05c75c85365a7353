import { createClient } from '@weft/client/client'
import { GraphError } from '@weft/client/errors'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { adminToken, startFederation } from '../gateway/federation.ts'
import { lastLine } from '../gateway/runs.ts'
import { startUpstream } from '../gateway/upstream.ts'
import { startCutting } from '../harness/cutting.ts'

const lines = 'subscription ($after: Cursor) { logged(runId: "1", after: $after) { cursor text } }'
const states = 'subscription { runUpdated(id: "1") { name } }'
type Line = { logged: { cursor: string; text: string } }

async function start(settings = {}) {
  const federation = await startFederation({ settings })
  const between = await startCutting()
  between.leadTo(Number(new URL(federation.url).port))
  const client = createClient({ url: between.url, token: adminToken })
  onTestFinished(client.close)
  return { ...federation, between, client }
}

test('an iterator goes on after its last cursor when the connection broke, until the stream ends', async () => {
  const { feed, between, client } = await start()
  for (const text of ['a', 'b', 'c']) feed.log(text)
  const seen: string[] = []
  const cuts: number[] = []
  for await (const result of client.subscribe(lines, { after: '1' })) {
    const { text } = (result as Line).logged
    seen.push(text)
    if (text === 'c') {
      cuts.push(between.cut())
      feed.log('while it was away')
    }
    if (text === 'while it was away') {
      cuts.push(between.cut())
      feed.log(lastLine)
    }
  }
  expect(seen).toEqual(['b', 'c', 'while it was away', lastLine])
  expect(Math.min(...cuts)).toBeGreaterThan(0)
})

test('a stream that was quiet for longer than its patience comes back all the same', async () => {
  const { feed, between, client } = await start()
  const results = client.subscribe(lines, {}, { patienceSeconds: 0.5 })
  feed.log('a')
  expect((await results.next()).value).toMatchObject({ logged: { text: 'a' } })
  for (const text of ['b', 'c']) {
    const next = results.next()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    between.cut()
    feed.log(text)
    expect((await next).value).toMatchObject({ logged: { text } })
  }
  await results.return()
})

test('a stream of states is opened anew, and begins with what is then', async () => {
  const { feed, between, client } = await start()
  const results = client.subscribe(states, {})
  expect((await results.next()).value).toEqual({ runUpdated: { name: 'run of 0' } })
  between.cut()
  feed.log('a')
  expect((await results.next()).value).toEqual({ runUpdated: { name: 'run of 1' } })
  await results.return()
})

test('a no of the graph ends an iterator with its code, and a signal without a word', async () => {
  const { feed, client } = await start()
  const refused = client.subscribe('subscription { stepped(runId: "none") { number } }', {})
  await expect(refused.next()).rejects.toMatchObject({
    name: 'GraphError',
    code: 'BAD_USER_INPUT',
    message: 'There is no such run.',
  })
  const stop = new AbortController()
  const quiet = client.subscribe(lines, {}, { signal: stop.signal })
  const next = quiet.next()
  await expect.poll(() => feed.listened).toBe(1)
  stop.abort()
  expect(await next).toEqual({ done: true, value: undefined })
})

test('a connection that stays broken ends an iterator after its patience', async () => {
  const { between, client, close } = await start()
  const results = client.subscribe(states, {}, { patienceSeconds: 1 })
  await results.next()
  await close()
  between.cut()
  await expect(results.next()).rejects.toBeInstanceOf(Error)
})

test('an error tells its code, its place, and the request that the log has', async () => {
  const { client } = await start({ COST_BUDGET: 30, COST_WINDOW_SECONDS: 60 })
  const failed = (query: string) => client.request(query, {}).catch((error: unknown) => error)
  const secret = await failed('{ secret }')
  expect(secret).toBeInstanceOf(GraphError)
  expect(secret).toMatchObject({
    code: 'BAD_USER_INPUT',
    path: ['secret'],
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  })
  await failed('{ dear { title } }')
  expect(await failed('{ dear { title } }')).toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: expect.any(Number) as number,
  })
})

test('a server that takes each connection and closes it at once is not tried for ever', async () => {
  const server = new WebSocketServer({ port: 0, handleProtocols: () => 'graphql-transport-ws' })
  onTestFinished(() => server.close())
  let taken = 0
  server.on('connection', (socket) => {
    taken++
    socket.once('message', () => {
      socket.send('{"type":"connection_ack"}')
      socket.close(1011)
    })
  })
  const { port } = server.address() as { port: number }
  const client = createClient({ url: `http://127.0.0.1:${port}`, token: adminToken })
  onTestFinished(client.close)
  const results = client.subscribe(lines, {}, { patienceSeconds: 1 })
  await expect(results.next()).rejects.toThrow('The connection broke: 1011')
  expect(taken).toBeGreaterThan(2)
})

test('a proxy that has enough of requests says in a header when to come again', async () => {
  let header = ''
  const url = await startUpstream((_, response) =>
    response.writeHead(429, { 'retry-after': header }).end('<h1>Too many</h1>'),
  )
  const client = createClient({ url, token: adminToken })
  const secondsTold = async (told: string) => {
    header = told
    const error: unknown = await client.request('{ runs { id } }', {}).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'RATE_LIMITED' })
    return (error as GraphError).retryAfterSeconds
  }
  expect(await secondsTold('7')).toBe(7)
  const inMinutes = await secondsTold(new Date(Date.now() + 120_000).toUTCString())
  expect(inMinutes).toBeGreaterThan(100)
  expect(inMinutes).toBeLessThanOrEqual(120)
  expect(await secondsTold('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(0)
  for (const neither of ['', 'soon', '-1', '1.5', '2030-01-01'])
    expect(await secondsTold(neither)).toBeUndefined()
})
