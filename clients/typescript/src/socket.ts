import { createClient } from 'graphql-ws/client'
import type { Client } from 'graphql-ws/client'

/** How often a quiet connection is asked for a sign of life, and how long it may take to give one. */
const pingMs = 10_000
const signMs = 10_000

type SocketOptions = {
  url: string
  authorization: string
  webSocket: unknown
  onConnected: () => void
}

/** The socket of the subscriptions, opened for the first of them. Each break ends them with an error: none is hidden. */
export function openSocket({ url, authorization, webSocket, onConnected }: SocketOptions): Client {
  let limit: ReturnType<typeof setTimeout> | undefined
  const heard = () => clearTimeout(limit)
  const listen = () => {
    heard()
    limit = setTimeout(() => socket.terminate(), signMs)
  }
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: webSocket,
    connectionParams: { authorization },
    lazyCloseTimeout: 1_000,
    keepAlive: pingMs,
    retryAttempts: 0, // `resuming` knows where to go on
    on: {
      connecting: listen,
      connected: onConnected,
      ping: (isReceived) => (isReceived ? heard() : listen()),
      message: heard,
      error: heard,
      closed: (event) => {
        heard()
        // After a clean end graphql-ws would ask again by itself, with the variables of the beginning.
        if ((event as { code?: unknown }).code === 1000) socket.terminate()
      },
    },
  })
  return socket
}
