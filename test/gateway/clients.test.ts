import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import type { ApolloLink } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core'
import { EventSource } from 'eventsource'
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { startCutting } from '../harness/cutting.ts'
import { admin, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { lastLine } from './runs.ts'

const headers = { authorization: admin }
const lines = 'subscription ($after: Cursor) { logged(runId: "1", after: $after) { text } }'
const states = 'subscription { runUpdated(id: "1") { name model { title } } }'
const lineOf = (text: string) => ({ logged: { text } })
const stateOf = (number: number) => ({
  runUpdated: { name: `run of ${number}`, model: { title: 'model of-1' } },
})

/** What a client was given so far, however it hands it over. */
function collect<Result>(
  subscribe: (take: (result: Result) => void) => { unsubscribe: () => void },
) {
  const results: Result[] = []
  const subscription = subscribe((result) => results.push(result))
  onTestFinished(() => subscription.unsubscribe())
  return results
}

const wsClientOf = ({ url }: Federation) => {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headers,
  })
  onTestFinished(() => void client.dispose())
  return client
}

test.for(['/graphql', '/graphql/stream'])('graphql-sse asks and subscribes at %s', async (path) => {
  const { url, feed } = await startFederation()
  const client = createSseClient({ url: url + path, headers, retryAttempts: 0 })
  onTestFinished(() => client.dispose())
  const events = client.iterate({ query: lines })
  for (const text of ['a', 'b', lastLine]) feed.log(text)
  const found: unknown[] = []
  for await (const { data } of events) found.push(data)
  expect(found).toEqual(['a', 'b', lastLine].map(lineOf))

  if (path === '/graphql') return // there, what is no stream is answered as JSON
  const query = client.iterate({ query: '{ run(id: "1") { name } }' })
  expect((await query.next()).value).toMatchObject({ data: { run: { name: 'run 1' } } })
  expect(await query.next()).toMatchObject({ done: true })
})

test('an EventSource goes on by itself after its connection broke, and stops at the end', async () => {
  const { url, feed } = await startFederation()
  const between = await startCutting()
  between.leadTo(Number(new URL(url).port))
  const address = new URL('/graphql/stream', between.url)
  address.searchParams.set('query', lines)
  address.searchParams.set('variables', JSON.stringify({ after: '1' }))
  const asked: (string | null)[] = []
  const source = new EventSource(address, {
    fetch: (input, init) => {
      asked.push(new Headers(init.headers).get('last-event-id'))
      return fetch(input, { ...init, headers: { ...init.headers, ...headers } } as RequestInit)
    },
  })
  onTestFinished(() => source.close())
  const found: unknown[] = []
  source.addEventListener('next', ({ data, lastEventId }) => {
    found.push([
      (JSON.parse(data as string) as { data: { logged: { text: string } } }).data.logged.text,
      lastEventId,
    ])
  })
  for (const text of ['a', 'b', 'c']) feed.log(text)
  await expect
    .poll(() => found)
    .toEqual([
      ['b', '2'],
      ['c', '3'],
    ])
  between.cut()
  feed.log('while it was away')
  const away = ['while it was away', '4']
  await expect.poll(() => found, { timeout: 15_000 }).toEqual([['b', '2'], ['c', '3'], away])
  feed.log(lastLine)
  await expect.poll(() => source.readyState, { timeout: 15_000 }).toBe(EventSource.CLOSED)
  expect(found).toEqual([['b', '2'], ['c', '3'], away, [lastLine, '5']])
  expect(asked).toEqual([null, '3', 'weft:end'])
})

test('by GET nothing is changed, and nobody is served who is not known', async () => {
  const { url } = await startFederation()
  const get = (query: string, more: Record<string, string> = headers) =>
    fetch(`${url}/graphql/stream?${new URLSearchParams({ query }).toString()}`, { headers: more })
  expect((await get(states, {})).status).toBe(401)
  const change = await get('mutation { stopRun(id: "1") { name } }')
  expect([change.status, await change.json()]).toMatchObject([
    400,
    { errors: [{ message: 'Send mutations by POST.' }] },
  ])
  expect((await get('{')).status).toBe(400)
  const badly = await fetch(`${url}/graphql/stream?query={__typename}&variables={`, { headers })
  expect(await badly.json()).toMatchObject({ errors: [{ message: '`variables` is no JSON.' }] })
})

const apolloWith = (link: ApolloLink) => {
  const client = new ApolloClient({ link, cache: new InMemoryCache() })
  onTestFinished(() => client.stop())
  return client
}

test.for(['multipart', 'websocket'])(
  'Apollo Client subscribes by %s, and asks',
  async (transport) => {
    const federation = await startFederation()
    const { url, feed } = federation
    const link =
      transport === 'multipart'
        ? new HttpLink({ uri: `${url}/graphql`, headers })
        : new GraphQLWsLink(wsClientOf(federation))
    const client = apolloWith(link)
    const asked = await client.query({ query: gql('{ run(id: "1") { id name } }') })
    expect(asked.data).toMatchObject({ run: { name: 'run 1' } })

    const found = collect<unknown>((take) =>
      client.subscribe({ query: gql(states) }).subscribe(({ data }) => take(data)),
    )
    await expect.poll(() => found).toMatchObject([stateOf(0)])
    feed.step('1', 1)
    await expect.poll(() => found).toHaveLength(2)

    const failed = collect<unknown>((take) =>
      client
        .subscribe({ query: gql('subscription { stepped(runId: "none") { number } }') })
        .subscribe(({ error }) => take(error)),
    )
    await expect
      .poll(() => failed)
      .toMatchObject([{ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }])
  },
)

test('a multipart stream has a part for each event, and an end', async () => {
  const { url, feed } = await startFederation()
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...headers,
      accept: 'multipart/mixed;subscriptionSpec=1.0, application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query: lines }),
  })
  expect(answer.headers.get('content-type')).toBe(
    'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  )
  feed.log('a')
  feed.log(lastLine)
  expect(await answer.text()).toBe(
    [
      '\r\n--graphql\r\ncontent-type: application/json\r\n\r\n',
      '{"payload":{"data":{"logged":{"text":"a"}},"extensions":{"cost":{"requested":1}}}}',
      '\r\n--graphql\r\ncontent-type: application/json\r\n\r\n',
      `{"payload":{"data":{"logged":{"text":"${lastLine}"}}}}`,
      '\r\n--graphql--\r\n',
    ].join(''),
  )
})

test('urql asks over HTTP, and subscribes over a socket and by server-sent events', async () => {
  const federation = await startFederation()
  const ws = wsClientOf(federation)
  const common = {
    url: `${federation.url}/graphql`,
    fetchOptions: { headers },
    preferGetMethod: false as const,
  }
  const onSocket = new Client({
    ...common,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: ws.subscribe(
              { query, variables: variables as Record<string, unknown> },
              sink as never,
            ),
          }),
        }),
      }),
    ],
  })
  const byFetch = new Client({ ...common, fetchSubscriptions: true, exchanges: [fetchExchange] })
  const asked = await onSocket.query('{ run(id: "1") { name } }', {}).toPromise()
  expect(asked.data).toMatchObject({ run: { name: 'run 1' } })
  for (const client of [onSocket, byFetch]) {
    const found = collect<unknown>((take) =>
      client.subscription(states, {}).subscribe(({ data, error }) => take(error ?? data)),
    )
    await expect.poll(() => found).toMatchObject([stateOf(0)])
    federation.feed.step('1', 1)
    await expect.poll(() => found).toHaveLength(2)
  }
})
