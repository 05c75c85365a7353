import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { createHttpServer, listen } from '@weft/kit/http-server'
import { createLogger } from '@weft/kit/log'
import { expect, onTestFinished, test } from 'vitest'
import { sendBytes } from './send-bytes.ts'

/** A server whose bytes come when a test gives them, and a client that has asked for them. */
async function startDownload() {
  const log = createLogger('test', 'silent')
  const server = createHttpServer({ log, identify: async () => null, needs: {} })
  const source = new Readable({ read: () => {} })
  server.get('/', { config: { isPublic: true } }, async (request, reply) => {
    request.raw.socket.once('end', () => source.push('after the client has left'))
    return sendBytes(request, reply, { sizeBytes: 100, read: async () => source })
  })
  const { url, close } = await listen(server, { host: '127.0.0.1', port: 0 })
  onTestFinished(close)
  source.push('the first bytes')
  const client = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void client.destroy())
  client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await once(client, 'data')
  return { source, client }
}

test('the source is closed when the client leaves while the next bytes are read', async () => {
  const { source, client } = await startDownload()
  client.end()
  await expect.poll(() => source.destroyed).toBe(true)
})

test('what cannot be read to its end does not look whole', async () => {
  const { source, client } = await startDownload()
  source.destroy(new Error('The disk is gone.'))
  await once(client, 'close')
  expect(client.bytesRead).toBeLessThan(1_000)
})
