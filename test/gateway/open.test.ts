import { createClient } from 'graphql-ws'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { runOpenGateway, startOpenGateway } from './open-gateway.ts'
import { startShop } from './shop.ts'

async function ask(url: string, query: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as { data?: unknown; errors?: { message: string }[] }
}

test('any supergraph is served, its subgraphs where it says they are, to whoever asks', async () => {
  const { supergraphSdl, authorizations } = await startShop()
  const { url } = await startOpenGateway(supergraphSdl)
  const { data } = await ask(url, '{ products { name stars } }')
  expect(data).toEqual({
    products: [
      { name: 'Lamp', stars: 4 },
      { name: 'Desk', stars: 5 },
    ],
  })
  expect(authorizations).toEqual([undefined, undefined])
})

test('its subscriptions are completed by other subgraphs', async () => {
  const { supergraphSdl } = await startShop()
  const { url } = await startOpenGateway(supergraphSdl)
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  })
  onTestFinished(() => client.terminate())
  const events = []
  for await (const event of client.iterate({ query: 'subscription { reviewed { name stars } }' }))
    events.push(event.data)
  expect(events).toEqual([
    { reviewed: { name: 'Desk', stars: 5 } },
    { reviewed: { name: 'Lamp', stars: 4 } },
  ])
})

test('its operations may be no larger than the settings say', async () => {
  const { supergraphSdl } = await startShop()
  const { url } = await startOpenGateway(supergraphSdl, { MAX_HEIGHT: '2' })
  const { errors } = await ask(url, '{ products { name stars } }')
  expect(errors?.[0]?.message).toMatch('3 fields, and 2 are the most')
})

test('the pages of other origins are refused, whichever way they ask', async () => {
  const { supergraphSdl } = await startShop()
  const good = 'https://good.example'
  const { url } = await startOpenGateway(supergraphSdl, { CORS_ORIGINS: good })
  const query = '{ products { name } }'
  const statusOf = async (headers: Record<string, string>) =>
    (await fetch(`${url}/graphql/stream?${String(new URLSearchParams({ query }))}`, { headers }))
      .status
  const outcomeOf = (origin: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        origin,
      })
      socket.once('open', () => resolve('open')).once('error', ({ message }) => resolve(message))
      onTestFinished(() => socket.terminate())
    })
  expect(await statusOf({})).toBe(200)
  for (const origin of [good, url]) {
    expect(await statusOf({ origin })).toBe(200)
    expect(await outcomeOf(origin)).toBe('open')
  }
  for (const origin of ['https://evil.example', 'null']) {
    expect(await statusOf({ origin })).toBe(403)
    expect(await outcomeOf(origin)).toContain('401')
  }
  expect(await statusOf({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403)
})

test('nothing is open that was not told to be', async () => {
  const { code, said } = await runOpenGateway(['--supergraph', 'any.graphql'])
  expect(code).toBe(2)
  expect(said).toMatch('everybody who reaches the port may ask everything')
})

test('what is no supergraph is refused', async () => {
  await expect(startOpenGateway('type Query { a: Int }')).rejects.toThrow('has no `join__Graph`')
})
