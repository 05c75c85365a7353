import type { IncomingMessage } from 'node:http'
import type { Logger } from '@weft/kit/log'
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws'
import type { ServerOptions } from 'graphql-ws'
import type { WebSocket, WebSocketServer } from 'ws'
import { createHeartbeat } from './heartbeat.ts'

type Options<Client> = {
  /** What is kept of a client while its socket is open: not its request, which is large. */
  meet: (socket: WebSocket, request: IncomingMessage) => Client
  operations: ServerOptions<Record<string, unknown>, Client>
  log: Logger
}

const pingEverySeconds = 12
const closeWithinSeconds = 2

/**
 * Has the sockets of a server speak `graphql-transport-ws`. In place of graphql-ws's own binding, which keeps the message by which an
 * operation began, and timers for each socket, as long as that is open.
 * @see https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function speakGraphql<Client>(
  webSockets: WebSocketServer,
  { meet, operations, log }: Options<Client>,
): { close: () => Promise<void> } {
  const protocol = makeServer(operations)
  const heartbeat = createHeartbeat(pingEverySeconds)
  webSockets.options.handleProtocols = handleProtocols
  webSockets.on('error', (error) => log.error(error, 'sockets: internal error'))

  webSockets.on('connection', (socket, request) => {
    const fail = (error: unknown) => {
      log.error(error, 'socket: internal error')
      socket.close(CloseCode.InternalServerError, 'Something went wrong on our side.')
    }
    let handle: (message: string) => Promise<void>
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handler) => (handle = handler),
      },
      meet(socket, request),
    )
    socket.on('message', (data: Buffer) => void handle(data.toString()).catch(fail))
    socket.on('error', (error) => log.info({ error: error.message }, 'socket broken'))
    socket.once('close', (code, reason) => void closed(code, reason.toString()).catch(fail))
    heartbeat.watch(socket)
  })
  return {
    close: async () => {
      for (const client of webSockets.clients) client.close(goingAway, 'Going away')
      const stragglers = setTimeout(() => {
        for (const client of webSockets.clients) client.terminate()
      }, closeWithinSeconds * 1_000)
      await new Promise((resolve) => webSockets.close(resolve))
      clearTimeout(stragglers)
      heartbeat.stop()
    },
  }
}

const goingAway = 1001

const send = (socket: WebSocket, text: string) =>
  new Promise<void>((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve()
    socket.send(text, (error) => (error ? reject(error) : resolve()))
  })
