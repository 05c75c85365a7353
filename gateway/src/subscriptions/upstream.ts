import { upstreamUnavailable } from '@weft/kit/errors'
import { GraphQLError } from 'graphql'
import type { ExecutionResult, GraphQLFormattedError } from 'graphql'
import { createClient } from 'graphql-ws'
import type { SubscribePayload } from 'graphql-ws'
import { WebSocket } from 'ws'
import { createQueue } from './queue.ts'
import type { ResultStream } from './stream.ts'

export type Upstream = {
  subgraph: string
  /** Where it takes operations, over HTTP. */
  url: string
  /** Of the connection: who asks, under which id, within which trace. */
  params: Record<string, string | undefined>
}

/** Events that wait here before the subgraph is held back. */
const highWater = 16
const lowWater = 8
const pingEverySeconds = 10
const pongWithinSeconds = 5

class Socket extends WebSocket {
  constructor(url: string, protocols: string | string[]) {
    super(url, protocols, { handshakeTimeout: 5_000, perMessageDeflate: false })
  }
}

/**
 * One subscription of one subgraph, on a socket of its own, so that a slow reader holds back nobody else. When the
 * socket breaks the stream fails: whoever knows the last cursor opens it again.
 */
export function openUpstream(payload: SubscribePayload, upstream: Upstream): ResultStream {
  let socket: WebSocket | null = null
  let pongTimer: NodeJS.Timeout | undefined
  const events = createQueue({
    keeps: 'EVERY',
    onTake: () => {
      if (events.waiting() <= lowWater && socket?.isPaused) socket.resume()
    },
    onLeave: () => {
      socket?.resume() // a paused socket does not finish closing
      clearTimeout(pongTimer)
      release()
    },
  })
  const end = (error?: GraphQLError) => {
    clearTimeout(pongTimer)
    events.close(error)
  }
  const client = createClient({
    url: upstream.url.replace(/^http/, 'ws'),
    webSocketImpl: Socket,
    connectionParams: upstream.params,
    connectionAckWaitTimeout: 5_000,
    retryAttempts: 0,
    keepAlive: pingEverySeconds * 1_000,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket
      },
      ping: (isReceived) => {
        if (isReceived) return
        pongTimer = setTimeout(() => {
          if (!socket?.isPaused) client.terminate() // a paused socket does not hear the answer
        }, pongWithinSeconds * 1_000)
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer)
      },
    },
  })
  const release = client.subscribe(payload, {
    next: (event) => {
      events.put(event as ExecutionResult)
      if (events.waiting() >= highWater) socket?.pause()
    },
    error: (reason) => end(toUpstreamError(reason, upstream.subgraph)),
    complete: () => end(),
  })

  return events
}

/** Why it ended: errors of the subgraph as they are, a socket that broke or closed as UPSTREAM_UNAVAILABLE. */
export function toUpstreamError(reason: unknown, subgraph: string): GraphQLError {
  const [first] = Array.isArray(reason) ? (reason as GraphQLFormattedError[]) : []
  if (!first)
    return upstreamUnavailable(
      `\`${subgraph}\` broke off. Subscribe again, from the last cursor where there is one.`,
      subgraph,
    )
  const { message, path, extensions } = first
  return new GraphQLError(message, {
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions },
  })
}
