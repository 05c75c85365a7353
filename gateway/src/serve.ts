import { setMaxListeners } from 'node:events'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { createHttpServer, listen } from '@weft/kit/http-server'
import type { HttpServer, Service } from '@weft/kit/http-server'
import type { Logger } from '@weft/kit/log'
import { GraphQLError } from 'graphql'
import { acceptsPage, sendPage } from './doors/graphiql.ts'
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
  log: Logger
  graph: Graph
  authenticate: Authenticate
  formatError: FormatError
  checkReady: () => Promise<unknown>
  /** What is answered beside the graph. */
  addDoors?: (server: HttpServer) => Promise<void>
}

/** A graph at `/graphql`, by every way that leads there. */
export async function serveGraph(options: Options): Promise<Service> {
  const { host, port, trustedProxies, log, graph, authenticate, checkReady, addDoors } = options
  const server = createHttpServer({
    log,
    identify: ({ headers }) => authenticate(headers.authorization),
    checkReady,
    ...(trustedProxies && { trustedProxies }),
  })
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // one for each stream
  addGraph(server, { ...options, stopping: stopping.signal })
  await addDoors?.(server)
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

type Answering = Pick<Options, 'graph' | 'authenticate' | 'formatError'> & {
  stopping: AbortSignal
}

function addGraph(server: HttpServer, options: Answering) {
  const { graph, formatError } = options
  const answer = fastifyApolloHandler(graph.apollo, {
    context: async (request) => ({ viewer: request.viewer, requestId: request.id }),
  })
  server.post('/graphql', async (request, reply) => {
    const subscription = acceptsEvents(request) ? subscriptionOf(request, graph) : null
    if (!subscription) return answer.call(server, request, reply)
    if (subscription instanceof GraphQLError)
      return reply.code(400).send({ errors: [formatError(subscription, subscription.toJSON())] })
    await sendEvents(subscription, [request, reply], options)
    return reply
  })

  const isPublic = { config: { isPublic: true } }
  server.get('/graphql', isPublic, async (request, reply) => {
    if (acceptsPage(request)) return sendPage(request, reply)
    return reply.code(405).header('allow', 'POST').send(sendPost)
  })
  server.get('/', isPublic, async (_, reply) => reply.redirect('/graphql'))
}

const message = 'Send operations by POST, or open this address in a browser.'
const sendPost = { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }
