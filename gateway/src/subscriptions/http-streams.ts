import { traceHeadersOf } from '@weft/kit/tracing'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult, GraphQLError } from 'graphql'
import {
  forbidden,
  isUpstreamUnavailable,
  unauthenticated,
  upstreamUnavailable,
} from '@weft/kit/errors'
import { toGraphQLError } from '../errors.ts'
import type { FormatError } from '../errors.ts'
import { headersOf } from '../doors/headers.ts'
import type { Graph } from '../graph/graph.ts'
import type { Admit, Leaving } from './admission.ts'
import { cursorAt } from './cursor.ts'
import { multipart, serverSentEvents } from './framing.ts'
import type { Framing } from './framing.ts'
import type { Operation } from './subscriptions.ts'
import type { Reading, Results } from './reading.ts'
import { textOf } from '../result-text.ts'
import type { Callers, Ending } from '../identity/callers.ts'

const heartbeatSeconds = 12

/** How a client wants a stream; null when it wants none. */
export function framingOf({ headers }: FastifyRequest): Framing | null {
  const accept = headers.accept ?? ''
  if (accept.includes('text/event-stream')) return serverSentEvents
  return /multipart\/mixed\s*;[^,]*subscriptionSpec="?1\.0/i.test(accept) ? multipart : null
}

export type Streaming = {
  graph: Graph
  callers: Callers
  formatError: FormatError
  admit: Admit
  /** Aborted when the gateway stops. */
  stopping: AbortSignal
}
type Wanted = { operation: Operation; framing: Framing; after?: string | null }

/** Answers with the results of an operation as they come. */
export async function sendStream(
  { operation, framing, after = null }: Wanted,
  [request, reply]: [FastifyRequest, FastifyReply],
  { graph, callers, formatError, admit, stopping }: Streaming,
): Promise<void> {
  const { viewer, id } = request
  const context = { viewer, requestId: id, trace: traceHeadersOf(request.headers) }
  let leaving: Leaving = 'LEFT'
  const results = await (operation.type === 'subscription'
    ? admit(
        {
          viewer,
          transport: framing.transport,
          connection: request,
          onSlow: () => reply.raw.destroy(), // there is no room to say why
          leaves: () => leaving,
        },
        () => graph.subscribe(operation, context, after),
      )
    : resultOf(
        graph.answer(operation.request, context).then(({ result }) => result as ExecutionResult),
      ))
  reply.hijack()
  const response = reply.raw
  response.writeHead(200, {
    ...headersOf(reply),
    'content-type': framing.contentType,
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  })
  response.flushHeaders()
  response.write(framing.begin())
  const heartbeat = setInterval(() => response.write(framing.heartbeat), heartbeatSeconds * 1_000)
  let isWhole = true
  const fail = (error: GraphQLError, isPassing: boolean) => {
    isWhole = !isPassing
    response.write(framing.failure({ errors: [formatError(error, error.toJSON())] }, isPassing))
  }
  const over = Promise.withResolvers<void>()
  const reading: Reading = results({
    take: (result) => {
      const hasRoom = response.write(framing.result(textOf(result, formatError), cursorAt(result)))
      if (!hasRoom) response.once('drain', () => reading.next())
      return hasRoom
    },
    end: (error) => {
      if (error !== null) {
        const known = toGraphQLError(error, 'INTERNAL_SERVER_ERROR')
        fail(known, isUpstreamUnavailable(known))
      }
      over.resolve()
    },
  })
  const leave = () => {
    reading.leave()
    over.resolve()
  }
  response.once('close', leave)
  if (response.closed) leave()
  const endWith = (error: GraphQLError, why: Leaving) => {
    leaving = why
    fail(error, true)
    leave()
  }
  const stopWatching = callers.watch(request.caller, (ending) => endWith(...endings[ending]))
  const stop = () => endWith(stopped, 'STOPPED')
  stopping.addEventListener('abort', stop)
  reading.next()
  await over.promise
  stopWatching()
  stopping.removeEventListener('abort', stop)
  clearInterval(heartbeat)
  response.end(framing.end(isWhole))
}

/** What has one result, as a stream. */
async function resultOf(answer: Promise<ExecutionResult>): Promise<Results> {
  const result = await answer
  return (reader) => {
    let isTold = false
    let isOver = false
    return {
      next: () => {
        if (isOver) return
        const takesMore = isTold || reader.take(result)
        isTold = true
        if (!takesMore) return
        isOver = true
        reader.end(null)
      },
      leave: () => {
        isOver = true
      },
    }
  }
}

const endings: Record<Ending, [GraphQLError, Leaving]> = {
  GONE: [unauthenticated(), 'UNAUTHENTICATED'],
  LESS: [forbidden('You may do less than when you subscribed. Subscribe again.'), 'FORBIDDEN'],
}

const stopped = upstreamUnavailable(
  'The gateway stops. Subscribe again, from the last cursor where there is one.',
)
