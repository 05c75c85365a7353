import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FormattedExecutionResult, GraphQLError } from 'graphql'
import { forbidden, unauthenticated, upstreamUnavailable } from '@weft/kit/errors'
import { z } from 'zod'
import type { Authenticate } from '../identity/authenticate.ts'
import { formatResult, toGraphQLError } from '../errors.ts'
import type { FormatError } from '../errors.ts'
import { headersOf } from '../doors/headers.ts'
import type { Graph } from '../graph/graph.ts'
import type { Operation } from './subscriptions.ts'
import type { ResultStream } from './upstream.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { watchCaller } from '../identity/watch-caller.ts'
import type { Ending } from '../identity/watch-caller.ts'

const Request = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
})

const heartbeatSeconds = 12

export const acceptsEvents = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes('text/event-stream') === true

/** The subscription that a request for an event stream holds; null when it is something else, or unreadable. */
export function subscriptionOf(
  { body }: FastifyRequest,
  graph: Graph,
): Operation | GraphQLError | null {
  const request = Request.safeParse(body)
  if (!request.success) return null
  try {
    const operation = graph.prepare(request.data)
    return operation.type === 'subscription' ? operation : null
  } catch (error) {
    return toGraphQLError(error, 'BAD_REQUEST')
  }
}

type Options = {
  graph: Graph
  authenticate: Authenticate
  formatError: FormatError
  metrics: Metrics
  /** Aborted when the gateway stops. */
  stopping: AbortSignal
}

/** Answers with the events of a subscription as they come (GraphQL over SSE, distinct connections). */
export async function sendEvents(
  operation: Operation,
  [request, reply]: [FastifyRequest, FastifyReply],
  { graph, authenticate, formatError, metrics, stopping }: Options,
): Promise<void> {
  const { viewer, id } = request
  const events = await graph.subscribe(operation, { viewer, requestId: id })
  const results = metrics.follow('sse', events)
  reply.hijack()
  const response = reply.raw
  response.once('close', () => void results.return())
  response.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  })
  response.flushHeaders()
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatSeconds * 1_000)
  const { authorization } = request.headers
  const endWith = (error: GraphQLError) => {
    response.write(toEvent({ errors: [error.toJSON()] }))
    void results.return()
  }
  const stopWatching = watchCaller(authenticate, { authorization, viewer }, (ending) =>
    endWith(endings[ending]),
  )
  const stop = () => endWith(stopped)
  stopping.addEventListener('abort', stop)
  try {
    await writeAll(results, response, formatError)
  } finally {
    stopWatching()
    stopping.removeEventListener('abort', stop)
    clearInterval(heartbeat)
    response.end('event: complete\ndata:\n\n')
  }
}

const toEvent = (result: FormattedExecutionResult) =>
  `event: next\ndata: ${JSON.stringify(result)}\n\n`

const endings: Record<Ending, GraphQLError> = {
  GONE: unauthenticated(),
  LESS: forbidden('You may do less than when you subscribed. Subscribe again.'),
}

const stopped = upstreamUnavailable(
  'The gateway stops. Subscribe again, from the last cursor where there is one.',
)

async function writeAll(results: ResultStream, response: ServerResponse, formatError: FormatError) {
  const write = async (result: FormattedExecutionResult) => {
    if (!response.write(toEvent(result)) && !response.closed)
      await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  try {
    for await (const result of results) await write(formatResult(result, formatError))
  } catch (error) {
    const known = toGraphQLError(error, 'INTERNAL_SERVER_ERROR')
    await write({ errors: [formatError(known, known.toJSON())] })
  }
}
