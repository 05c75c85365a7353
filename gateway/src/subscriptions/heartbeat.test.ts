import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createHeartbeat } from './heartbeat.ts'

test('a socket whose other end does not answer pings is ended, and one that answers stays', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const heartbeat = createHeartbeat(1)
  server.on('connection', heartbeat.watch)
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  const alive = new WebSocket(url)
  const dead = new WebSocket(url, { autoPong: false })
  try {
    const [code] = (await once(dead, 'close')) as [number]
    expect(code).toBe(1006)
    await once(alive, 'ping')
    expect(alive.readyState).toBe(WebSocket.OPEN)
  } finally {
    heartbeat.stop()
    alive.terminate()
    server.close()
  }
})
