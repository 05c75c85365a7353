import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { HttpServer } from '@weft/kit/http-server'
import type { Viewer } from '@weft/kit/identity'
import type { Logger } from '@weft/kit/log'
import { createBeginRequest, traceHeadersOf, traceRequest } from '@weft/kit/tracing'
import type { TraceHeaders } from '@weft/kit/tracing'
import { GraphQLError } from 'graphql'
import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { CloseCode } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Context } from '../context.ts'
import type { Documents } from '../documents/documents.ts'
import { formatResult, toGraphQLError } from '../errors.ts'
import type { FormatError } from '../errors.ts'
import type { Graph } from '../graph/graph.ts'
import type { Operation } from './subscriptions.ts'
import type { Admit, Leaving } from './admission.ts'
import { deliver } from './deliver.ts'
import { createOutlets } from './outlet.ts'
import type { Outlet } from './outlet.ts'
import { speakGraphql } from './protocol.ts'
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
type Client = {
  socket: WebSocket
  outlet: Outlet
  requestId: string
  trace: TraceHeaders
  /** Of the upgrade; that of the connection's parameters goes before it. */
  authorization: string | undefined
  /** Once it is known. */
  viewer?: Viewer
  stopWatching?: () => void
  /** Why its streams end, when that is not their client's wish. */
  leaving?: Leaving
}
type Arguments = ExecutionArgs & {
  /** Of the operation, on its socket. */
  id: string
  operation: Operation
  contextValue: Context
  client: Client
}

const maxMessageBytes = 1024 ** 2
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
  const openOutlet = createOutlets()
  let isStopping = false
  const beginRequest = createBeginRequest()
  /** What fails while an operation starts ends that operation, not the socket. */
  const answerOf = async <T>(given: unknown, start: (given: Arguments) => Promise<T>) => {
    const { operation, contextValue } = given as Arguments
    const { requestId, trace } = contextValue
    const name = operation.type === 'subscription' ? 'SUBSCRIBE' : 'OPERATION'
    const request = beginRequest(name, trace, { 'weft.request_id': requestId })
    try {
      return await traceRequest(request, () => start(given as Arguments))
    } catch (error) {
      return { errors: [toGraphQLError(error, 'INTERNAL_SERVER_ERROR')] }
    }
  }
  const format = (error: GraphQLError) => formatError(error.originalError ?? error, error.toJSON())

  const sockets = speakGraphql<Client>(webSockets, {
    log,
    meet: (socket, { headers, socket: on }) => ({
      socket,
      outlet: openOutlet(socket, on),
      requestId: String(headers['x-request-id'] ?? crypto.randomUUID()),
      trace: traceHeadersOf(headers),
      authorization: headers.authorization,
    }),
    operations: {
      onConnect: async ({ connectionParams, extra }) => {
        const authorization = connectionParams?.authorization ?? extra.authorization
        const caller = await callers.identify(authorization).catch(() => 'UNKNOWN' as const)
        if (caller === 'UNKNOWN' || !caller) {
          if (caller === 'UNKNOWN') extra.socket.close(tryAgainLater, 'It cannot be told who asks.')
          else extra.socket.close(CloseCode.Unauthorized, unauthorized)
          return false
        }
        if (extra.socket.readyState !== extra.socket.OPEN) return false // it has gone meanwhile
        extra.stopWatching = callers.watch(caller, (ending) => {
          extra.leaving = ending === 'GONE' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
          closeWithin(extra.socket, ending)
        })
        extra.viewer = caller.viewer
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
        answerOf(args, async ({ id, operation, contextValue: context, client }) => {
          const { viewer } = context
          const { socket, outlet } = client
          const subscriber = {
            viewer,
            transport: 'websocket',
            connection: socket,
            onSlow: () =>
              socket.close(tooSlow, 'You read too slowly. Go on after the last cursor.'),
            leaves: () => client.leaving ?? (isStopping ? 'STOPPED' : 'LEFT'),
          } as const
          const results = await admit(subscriber, () => graph.subscribe(operation, context))
          return deliver(results, { outlet, id, formatError })
        }),
      execute: (args) =>
        answerOf(args, async ({ operation, contextValue: context }) => {
          const { result } = await graph.answer(operation.request, context)
          return result as ExecutionResult
        }),
      onNext: (...[, , , , result]) => formatResult(result, formatError) as ExecutionResult,
      onError: (_ctx, _id, _payload, errors) =>
        errors.map((error) => (error instanceof GraphQLError ? format(error) : error)),
      onClose: ({ extra }, code) => {
        extra.stopWatching?.()
        log.info({ id: extra.requestId, code }, 'socket closed')
      },
    },
  })
  return {
    close: async () => {
      isStopping = true
      await sockets.close()
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
  const { viewer, requestId, trace } = client
  return {
    id,
    operation,
    client,
    document: known.document,
    operationName: request.operationName,
    contextValue: { viewer, requestId, trace },
  } as unknown as Arguments & { schema: never }
}
