import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createSilentServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@weft/client/client'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'

const events = 'subscription ($after: Cursor) { told(after: $after) { cursor } }'

async function clientOf(server: Server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = createClient({ url: `http://127.0.0.1:${port}`, token: 'hf_some' })
  onTestFinished(async () => {
    await client.close()
    server.close()
  })
  return client
}

/** A server whose first connection tells one event, and is closed so or never; the second tells the next, and completes. */
async function startTelling({ closesWith }: { closesWith?: number }) {
  const asked: unknown[] = []
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) =>
    socket.on('message', (text: Buffer) => {
      const { type, id, payload } = JSON.parse(text.toString()) as {
        type: string
        id: string
        payload: { variables: { after?: string } }
      }
      const send = (message: object) => socket.send(JSON.stringify({ id, ...message }))
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
      if (type !== 'subscribe') return
      asked.push(payload.variables.after)
      send({ type: 'next', payload: { data: { told: { cursor: String(asked.length) } } } })
      if (asked.length > 1) send({ type: 'complete' })
      else if (closesWith) socket.close(closesWith)
    }),
  )
  onTestFinished(() => sockets.clients.forEach((socket) => socket.terminate()))
  return { client: await clientOf(server), asked }
}

async function cursorsOf(results: AsyncIterable<unknown>) {
  const cursors: string[] = []
  for await (const result of results) cursors.push((result as Told).told.cursor)
  return cursors
}
type Told = { told: { cursor: string } }

test('a stream goes on after its last cursor when its connection was closed in good order', async () => {
  const { client, asked } = await startTelling({ closesWith: 1000 })
  expect(await cursorsOf(client.subscribe(events, {}))).toEqual(['1', '2'])
  expect(asked).toEqual([undefined, '1'])
})

test('a connection that gives no sign of life is given up', async () => {
  const client = await clientOf(
    createSilentServer((socket) => onTestFinished(() => void socket.destroy())),
  )
  const next = client.subscribe(events, {}, { patienceSeconds: 0 }).next()
  const outcome = next.then(
    () => 'a result',
    (error: { code?: unknown }) => error.code,
  )
  // The second try ends it: the first begins the patience.
  expect(await Promise.race([outcome, wait(25_000, 'still waiting')])).toBe(4499)
})

test('a connection that was there and fell silent is given up, and its stream goes on', async () => {
  const { client, asked } = await startTelling({}) // it answers no pings
  expect(await cursorsOf(client.subscribe(events, {}))).toEqual(['1', '2'])
  expect(asked).toEqual([undefined, '1'])
})

test('who closes the client ends its streams without a word', async () => {
  const { client } = await startTelling({})
  const results = client.subscribe(events, {})
  await results.next()
  const next = results.next()
  await client.close()
  expect(await next).toEqual({ done: true, value: undefined })
})
