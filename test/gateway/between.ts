import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { onTestFinished } from 'vitest'

/** What becomes of a request on its way: it goes on, or its connection breaks, or nothing, or only a status comes back. */
export type Fate = 'ON' | 'BREAK' | 'HANG' | 500 | 503

/** An address before a subgraph that lets requests through, or not. */
export async function startBetween(fateOf: (number: number) => Fate) {
  let target = ''
  let count = 0
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url, headers } = incoming
    const onward = request(target + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      pipeline(answer, outgoing, () => {})
    })
    onward.on('error', () => outgoing.destroy())
    pipeline(incoming, onward, () => {})
  }
  const server = createServer((incoming, outgoing) => {
    const fate = fateOf(++count)
    if (fate === 'ON') forward(incoming, outgoing)
    else if (fate === 'BREAK') incoming.socket.destroy()
    else if (fate !== 'HANG') outgoing.writeHead(fate).end('{"message":"what is inside"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (url: string) => void (target = url),
    /** How many requests came. */
    count: () => count,
  }
}
