import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Viewer } from '@weft/kit/identity'
import { expect, test } from 'vitest'
import { admin as authorization, identityFor } from './federation.ts'
import { startDoors } from './upstream.ts'

const someone: Viewer = { subject: 'oidc:ada', grants: [{ namespace: 'acme', role: 'VIEWER' }] }

test('each server-sent event arrives before the next is made', async () => {
  const answers: ServerResponse[] = []
  const { url } = await startDoors((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    answers.push(response)
  })
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{"stream":true}',
  }) // the headers arrive before any event
  const chunks = response.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
  for (const number of [1, 2, 3]) {
    answers[0]!.write(`data: ${number}\n\n`)
    expect((await chunks.next()).value).toBe(`data: ${number}\n\n`)
  }
  answers[0]!.end()
  expect((await chunks.next()).done).toBe(true)
})

test('the body of a request arrives while it is still being sent', async () => {
  const heard = Promise.withResolvers<string>()
  const { url } = await startDoors(async (request, response) => {
    for await (const chunk of request) heard.resolve(String(chunk))
    response.end('stored')
  })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const answer = fetch(`${url}/jobs/job_1/attempts/1/events`, {
    method: 'POST',
    headers: { authorization },
    body: readable,
    duplex: 'half',
  } as RequestInit)
  const writer = writable.getWriter()
  await writer.write(Buffer.from('{"seq":1}\n'))
  expect(await heard.promise).toBe('{"seq":1}\n')
  await writer.close()
  expect(await (await answer).text()).toBe('stored')
})

test('100 MB go up and come down, the sender never far ahead of the reader', async () => {
  const size = 100 * megabyte
  const up = meter(size)
  const down = meter(size)
  const { url } = await startDoors(async (request, response) => {
    const received = await up.read(request)
    response.writeHead(200, { 'x-received': received, 'content-length': size })
    down.send(response)
  })
  const { hostname, port } = new URL(url)
  const request = httpRequest({ hostname, port, path: '/objects/big', method: 'PUT' })
  up.send(request)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.headers['x-received']).toBe(String(size))
  expect(await down.read(response)).toBe(size)
  expect(Math.max(up.ahead(), down.ahead())).toBeLessThan(40 * megabyte) // what sockets hold
})

const megabyte = 1024 * 1024

/** Sends so many bytes as fast as they are taken, reads them less fast, and tells how many were on the way at most. */
function meter(size: number) {
  let sent = 0
  let received = 0
  let ahead = 0
  function* parts() {
    const part = Buffer.alloc(megabyte / 4, 7)
    for (; sent < size; sent += part.length) yield part
  }
  return {
    send: (to: Writable) => Readable.from(parts()).pipe(to),
    read: async (from: AsyncIterable<Buffer>) => {
      for await (const { length } of from) {
        received += length
        ahead = Math.max(ahead, sent - received)
        await nextTurn()
      }
      return received
    },
    ahead: () => ahead,
  }
}

test.each(['before', 'during'])(
  'a client that leaves %s the answer ends the work behind',
  async (when) => {
    const closed = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const { url } = await startDoors((_request, response) => {
      response.once('close', () => closed.resolve())
      if (when === 'during') response.write('data: 1\n\n')
      reached.resolve()
    })
    const leave = new AbortController()
    const answer = fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization },
      body: '{}',
      signal: leave.signal,
    }).then((response) => response.text())
    const failure = answer.catch((error: unknown) => error)
    await reached.promise
    leave.abort()
    expect(await failure).toMatchObject({ name: 'AbortError' })
    await closed.promise
  },
)

test('an answer that breaks off does not look whole', async () => {
  const { url } = await startDoors((_request, response) => {
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const response = fetch(`${url}/v1/models`, { headers: { authorization } })
  await expect(response.then((answer) => answer.text())).rejects.toThrow('terminated')
})

test('an answer that is still coming breaks off when its caller may not have it any more', async () => {
  const closed = Promise.withResolvers<void>()
  const { url } = await startDoors((_request, response) => {
    response.once('close', () => closed.resolve())
    response.write('data: 1\n\n')
  })
  const passing = await identityFor(someone, { seconds: 2 })
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: passing },
    body: '{}',
  })
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow('terminated')
  await closed.promise
})

test('an early refusal of an upload reaches the client', async () => {
  const { url } = await startDoors((_request, response) => {
    response.writeHead(413, { 'content-type': 'application/json', connection: 'close' })
    response.end('{"error":"too large"}')
  })
  const { hostname, port } = new URL(url)
  const request = httpRequest({ hostname, port, path: '/objects/a', method: 'PUT' })
  request.on('error', () => {}) // the rest of the body finds no reader
  request.write(Buffer.alloc(1024))
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(413)
  request.destroy()
})
