import { setMaxListeners } from 'node:events'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { createHttpServer, listen } from '@weft/kit/http-server'
import type { HttpServer, Service } from '@weft/kit/http-server'
import type { Logger } from '@weft/kit/log'
import { GraphQLError } from 'graphql'
import { createAudit } from './graph/audit.ts'
import { createAuthenticate } from './identity/authenticate.ts'
import type { Authenticate } from './identity/authenticate.ts'
import { limitsOf } from './config.ts'
import type { Config } from './config.ts'
import { addDoors, doors, publicDoors } from './doors/doors.ts'
import { createFormatError } from './errors.ts'
import type { FormatError } from './errors.ts'
import { createGraph } from './graph/graph.ts'
import type { Graph } from './graph/graph.ts'
import { acceptsPage, sendPage } from './doors/graphiql.ts'
import { createVouch } from './identity/identities.ts'
import { createIdentify } from './identity/identify.ts'
import { createVerify } from './identity/oidc.ts'
import { createProxy } from './doors/proxy.ts'
import { serveSockets } from './subscriptions/sockets.ts'
import { acceptsEvents, sendEvents, subscriptionOf } from './subscriptions/sse.ts'
import {
  checkSubgraphs,
  connectSubgraphs,
  disconnectSubgraphs,
  subgraphUrls,
} from './graph/subgraphs.ts'
import { readSupergraph } from './graph/supergraph.ts'

/** What stands behind the gateway, when it is not the platform. */
type Behind = {
  supergraph?: ReturnType<typeof readSupergraph>
  urls?: Record<string, string>
  doors?: typeof doors
  publicDoors?: typeof publicDoors
}

/** The one door: the graph, and what is forwarded to the subgraphs as it is. */
export async function startServer(
  config: Config,
  log: Logger,
  behind: Behind = {},
): Promise<Service> {
  const timeoutSeconds = config.SUBGRAPH_TIMEOUT_SECONDS
  const subgraphs = connectSubgraphs(behind.urls ?? subgraphUrls(config), timeoutSeconds)
  const vouch = createVouch(config.IDENTITY_SECRET)
  const authenticate = createAuthenticate({
    ...config,
    identify: createIdentify(subgraphs.get('entities')!, vouch),
    verify: createVerify(config),
  })
  const formatError = createFormatError(log)
  const audit = createAudit(subgraphs.get('entities')!, vouch, log)
  const graph = await createGraph({
    supergraph: behind.supergraph ?? readSupergraph(),
    subgraphs,
    vouch,
    formatError,
    log,
    timeoutSeconds,
    audit,
    limits: limitsOf(config),
  })
  const proxy = createProxy({
    subgraphs,
    vouch,
    authenticate,
    log,
    ...(!config.TRUSTED_PROXIES && { publicUrl: config.PUBLIC_URL }),
  })

  const server = createHttpServer({
    log,
    identify: ({ headers }) => authenticate(headers.authorization),
    checkReady: () => checkSubgraphs(subgraphs),
    ...(config.TRUSTED_PROXIES && { trustedProxies: config.TRUSTED_PROXIES }),
  })
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // one for each stream
  addGraph(server, { graph, authenticate, formatError, stopping: stopping.signal })
  await addDoors(server, { forward: proxy.forward, audit, doors, publicDoors, ...behind })
  const sockets = serveSockets(server, { graph, authenticate, formatError, log })
  const service = await listen(server, { host: config.HOST, port: config.PORT })
  return {
    url: service.url,
    close: async () => {
      stopping.abort()
      await sockets.close()
      await service.close()
      await graph.apollo.stop()
      await proxy.close()
      await disconnectSubgraphs(subgraphs)
    },
  }
}

type Options = {
  graph: Graph
  authenticate: Authenticate
  formatError: FormatError
  stopping: AbortSignal
}

function addGraph(server: HttpServer, options: Options) {
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
