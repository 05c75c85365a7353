import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer, listen } from './http-server.ts'

type Line = { method: string; path: string; status: number; isCutOff?: boolean }

function endless(): Readable {
  const stream = new Readable({ read: () => {} })
  stream.push('It begins')
  return stream
}

async function startServer() {
  const lines: Line[] = []
  const log = pino(
    { level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line) as Line) },
  )
  const server = createHttpServer({ log, identify: async () => null, needs: {} })
  server.get('/endless', { config: { isPublic: true } }, async (_, reply) => reply.send(endless()))
  const { url, close } = await listen(server, { host: '127.0.0.1', port: 0 })
  onTestFinished(close)
  const requests = () => lines.filter(({ method }) => method)
  return { url, requests }
}

test('each request has its line in the log', async () => {
  const { url, requests } = await startServer()
  await fetch(`${url}/health/live?secret=1`)
  await fetch(`${url}/nowhere`)
  await expect
    .poll(requests)
    .toMatchObject([{ method: 'GET', path: '/health/live', status: 200 }, { status: 401 }])
})

test('a request whose client left midway has a line too, which says so', async () => {
  const { url, requests } = await startServer()
  const leave = new AbortController()
  await fetch(`${url}/endless`, { signal: leave.signal })
  expect(requests()).toEqual([])
  leave.abort()
  await expect.poll(requests).toMatchObject([{ path: '/endless', status: 200, isCutOff: true }])
})

test('a request that was handed over is answered before the server is closed', async () => {
  const server = createHttpServer({
    log: pino({ level: 'silent' }),
    identify: async () => null,
    needs: {},
  })
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<string>()
  server.get('/', { config: { isPublic: true } }, async () => {
    asked.resolve()
    return answer.promise
  })
  const service = await listen(server, { host: '127.0.0.1', port: 0 })
  const front = createServer(service.handle).listen(0, '127.0.0.1')
  onTestFinished(() => void front.close())
  await once(front, 'listening')

  const got = fetch(`http://127.0.0.1:${(front.address() as AddressInfo).port}/`)
  await asked.promise
  let isClosed = false
  const closed = service.close().then(() => (isClosed = true))
  await wait(100)
  expect(isClosed).toBe(false)
  answer.resolve('to the end')
  expect(await (await got).text()).toBe('to the end')
  await closed
})
