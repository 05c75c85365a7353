import { setMaxListeners } from 'node:events'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { createHttpServer, listen } from '@weft/kit/http-server'
import type { HttpServer, Service } from '@weft/kit/http-server'
import type { Logger } from '@weft/kit/log'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { allowOrigins } from './doors/cors.ts'
import { addGraphDoor } from './doors/graph-door.ts'
import { addMetricsDoor } from './doors/metrics-door.ts'
import type { Metrics } from './telemetry/metrics.ts'
import type { Documents } from './documents/documents.ts'
import { toGraphQLError } from './errors.ts'
import type { FormatError } from './errors.ts'
import type { Graph } from './graph/graph.ts'
import type { Authenticate } from './identity/authenticate.ts'
import { serveSockets } from './subscriptions/sockets.ts'
import { acceptsEvents, sendEvents, subscriptionOf } from './subscriptions/sse.ts'

type Options = {
  host: string
  port: number
  /** Addresses and networks of proxies whose `X-Forwarded-*` is believed. */
  trustedProxies?: string[] | undefined
  /** Whose pages may call this, by their browsers; `*` for all. */
  origins: string[]
  /** Whether browsers get GraphiQL. */
  hasPage: boolean
  /** Within which an operation has to come. */
  requestTimeoutSeconds: number
  log: Logger
  graph: Graph
  documents: Documents
  authenticate: Authenticate
  formatError: FormatError
  metrics: Metrics
  checkReady: () => Promise<unknown>
  /** What is answered beside the graph. */
  addDoors?: (server: HttpServer) => Promise<void>
}

/** A graph at `/graphql`, by every way that leads there. */
export async function serveGraph(options: Options): Promise<Service> {
  const { host, port, trustedProxies, origins, hasPage, log, graph, authenticate } = options
  const server = createHttpServer({
    log,
    identify: ({ headers }) => authenticate(headers.authorization),
    checkReady: options.checkReady,
    addFirst: (added) => allowOrigins(added, origins),
    ...(trustedProxies && { trustedProxies }),
  })
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // one for each stream
  const answer = createAnswer(server, { ...options, stopping: stopping.signal })
  await addGraphDoor(server, {
    answer,
    hasPage,
    timeoutSeconds: options.requestTimeoutSeconds,
  })
  addMetricsDoor(server, options.metrics)
  await options.addDoors?.(server)
  const sockets = serveSockets(server, options)
  const service = await listen(server, { host, port })
  return {
    url: service.url,
    close: async () => {
      stopping.abort()
      await sockets.close()
      await service.close()
      await graph.apollo.stop()
    },
  }
}

type Answering = Pick<
  Options,
  'graph' | 'documents' | 'authenticate' | 'formatError' | 'metrics'
> & {
  stopping: AbortSignal
}

/** Answers an operation, or a subscription by server-sent events. */
function createAnswer(server: HttpServer, options: Answering) {
  const { graph, formatError, documents } = options
  const answer = fastifyApolloHandler(graph.apollo, {
    context: async (request) => ({ viewer: request.viewer, requestId: request.id }),
  })
  const refuse = (error: GraphQLError, reply: FastifyReply) =>
    reply.code(statusOf(error)).send({ errors: [formatError(error, error.toJSON())] })
  return async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      request.body = documents.read(request.body)
    } catch (error) {
      return refuse(toGraphQLError(error, 'BAD_REQUEST'), reply)
    }
    const subscription = acceptsEvents(request) ? subscriptionOf(request, graph) : null
    if (!subscription) return answer.call(server, request, reply)
    if (subscription instanceof GraphQLError) return refuse(subscription, reply)
    await sendEvents(subscription, [request, reply], options)
    return reply
  }
}

/** By their codes; what else is refused before it runs is 400. A client that is to send its document made no fault. */
const statuses: Record<string, number> = { UNTRUSTED_DOCUMENT: 403, PERSISTED_QUERY_NOT_FOUND: 200 }
const statusOf = ({ extensions }: GraphQLError) => statuses[String(extensions.code)] ?? 400
