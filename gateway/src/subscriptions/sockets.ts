import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { HttpServer } from '@weft/kit/http-server'
import type { Viewer } from '@weft/kit/identity'
import type { Logger } from '@weft/kit/log'
import { traceHeadersOf } from '@weft/kit/tracing'
import type { TraceHeaders } from '@weft/kit/tracing'
import { GraphQLError } from 'graphql'
import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { CloseCode } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Context } from '../context.ts'
import type { Documents } from '../documents/documents.ts'
import { formatResult, toGraphQLError } from '../errors.ts'
import type { FormatError } from '../errors.ts'
import type { Graph } from '../graph/graph.ts'
import type { Operation } from './subscriptions.ts'
import type { Admit, Leaving } from './admission.ts'
import type { Reading, Results } from './reading.ts'
import { textOf } from './result-text.ts'
import { createStream, end } from './stream.ts'
import type { ResultStream } from './stream.ts'
import type { Callers, Ending } from '../identity/callers.ts'

type Options = {
  graph: Graph
  documents: Documents
  callers: Callers
  formatError: FormatError
  admit: Admit
  mayConnect: (headers: IncomingHttpHeaders) => boolean
  log: Logger
}
type Session = {
  viewer?: Viewer
  requestId?: string
  trace?: TraceHeaders
  stopWatching?: () => void
  /** Why its streams end, when that is not their client's wish. */
  leaving?: Leaving
}
type Client = Session & { socket: WebSocket }
type Arguments = ExecutionArgs & {
  /** Of the operation, on its socket. */
  id: string
  operation: Operation
  contextValue: Context
  client: Client
}

const maxMessageBytes = 1024 ** 2
const pingEverySeconds = 12
const closeWithinSeconds = 2

/**
 * Every kind of operation by `graphql-transport-ws` at `/graphql`. The access token stands in the connection's
 * `authorization` parameter, or in the header of the upgrade.
 */
export function serveSockets(
  server: HttpServer,
  { graph, documents, callers, formatError, admit, mayConnect, log }: Options,
): { close: () => Promise<void> } {
  const webSockets = new WebSocketServer({
    server: server.server,
    path: '/graphql',
    maxPayload: maxMessageBytes,
    verifyClient: ({ req }: { req: IncomingMessage }) => mayConnect(req.headers),
  })
  let isStopping = false
  const format = (error: GraphQLError) => formatError(error.originalError ?? error, error.toJSON())

  const sockets = useServer<Record<string, unknown>, Session>(
    {
      onConnect: async ({ connectionParams, extra }) => {
        const { headers } = extra.request
        const authorization = connectionParams?.authorization ?? headers.authorization
        const caller = await callers.identify(authorization).catch(() => 'UNKNOWN' as const)
        if (caller === 'UNKNOWN' || !caller) {
          if (caller === 'UNKNOWN') extra.socket.close(tryAgainLater, 'It cannot be told who asks.')
          else extra.socket.close(CloseCode.Unauthorized, unauthorized)
          return false
        }
        extra.stopWatching = callers.watch(caller, (ending) => {
          extra.leaving = ending === 'GONE' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
          closeWithin(extra.socket, ending)
        })
        extra.viewer = caller.viewer
        extra.trace = traceHeadersOf(headers)
        extra.requestId = String(headers['x-request-id'] ?? crypto.randomUUID())
        return true
      },
      onSubscribe: ({ extra }, id, payload) => {
        try {
          return toArguments(graph.prepare(documents.read(payload)), { id, client: extra })
        } catch (error) {
          return [toGraphQLError(error, 'BAD_REQUEST')]
        }
      },
      subscribe: (args) =>
        orErrors(async () => {
          const { id, operation, contextValue: context, client } = args as Arguments
          const { viewer } = context
          const { socket } = client
          const subscriber = {
            viewer,
            transport: 'websocket',
            connection: socket,
            onSlow: () =>
              socket.close(tooSlow, 'You read too slowly. Go on after the last cursor.'),
            leaves: () => client.leaving ?? (isStopping ? 'STOPPED' : 'LEFT'),
          } as const
          const results = await admit(subscriber, () => graph.subscribe(operation, context))
          return deliver(results, { socket, id, formatError })
        }),
      execute: (args) =>
        orErrors(async () => {
          const { operation, contextValue: context } = args as Arguments
          return (await graph.answer(operation.request, context)).result as ExecutionResult
        }),
      onNext: (...[, , , , result]) => formatResult(result, formatError) as ExecutionResult,
      onError: (_ctx, _id, _payload, errors) =>
        errors.map((error) => (error instanceof GraphQLError ? format(error) : error)),
      onClose: ({ extra }, code) => {
        extra.stopWatching?.()
        log.info({ id: extra.requestId, code }, 'socket closed')
      },
    },
    webSockets,
    pingEverySeconds * 1_000,
  )
  return {
    close: async () => {
      isStopping = true
      const stragglers = setTimeout(() => {
        for (const client of webSockets.clients) client.terminate()
      }, closeWithinSeconds * 1_000)
      await sockets.dispose()
      clearTimeout(stragglers)
    },
  }
}

/** Unlike a code of 44xx, this lets clients come again. */
const tryAgainLater = 1013
/** Said to who did not take a result in time. No 44xx either. */
const tooSlow = 4508

function closeWithin(socket: WebSocket, ending: Ending) {
  if (ending === 'GONE') socket.close(CloseCode.Unauthorized, unauthorized)
  else socket.close(tryAgainLater, 'You may do less than before.')
  setTimeout(() => socket.terminate(), closeWithinSeconds * 1_000).unref()
}

const unauthorized =
  'Send an access token in the connection parameters: { "authorization": "Bearer hf_…" }'

function toArguments(operation: Operation, { id, client }: { id: string; client: Client }) {
  const { known, request } = operation
  const { viewer, requestId = '', trace = {} } = client
  return {
    id,
    operation,
    client,
    document: known.document,
    operationName: request.operationName,
    contextValue: { viewer, requestId, trace },
  } as unknown as Arguments & { schema: never }
}

type Delivery = { socket: WebSocket; id: string; formatError: FormatError }

/**
 * Writes results to a socket. For graphql-ws, which knows the protocol, this is a stream without results that ends when they
 * do: by its own ways, each would cost as many promises as the socket has layers.
 */
function deliver(results: Results, { socket, id, formatError }: Delivery): ResultStream {
  const begin = `{"id":${JSON.stringify(id)},"type":"next","payload":`
  const over = Promise.withResolvers<typeof end>()
  over.promise.catch(() => {}) // it may end before anyone waits for that
  let unsent = 0
  let isBusy = false
  const sent = () => {
    unsent--
    if (!isBusy || unsent) return
    isBusy = false
    reading.next()
  }
  const reading: Reading = results({
    take: (result) => {
      if (socket.readyState !== socket.OPEN) return false
      unsent++
      socket.send(`${begin}${textOf(result, formatError)}}`, sent)
      isBusy = socket.bufferedAmount > 0
      return !isBusy
    },
    end: (error) => (error === null ? over.resolve(end) : over.reject(error)),
  })
  return createStream({
    next: () => {
      reading.next()
      return over.promise
    },
    return: async () => {
      reading.leave()
      over.resolve(end)
      return end
    },
  })
}

/** What fails while an operation starts ends that operation, not the socket. */
async function orErrors<T>(start: () => Promise<T>): Promise<T | ExecutionResult> {
  try {
    return await start()
  } catch (error) {
    return { errors: [toGraphQLError(error, 'INTERNAL_SERVER_ERROR')] }
  }
}
