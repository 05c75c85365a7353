import { ApolloServer } from '@apollo/server'
import type { ApolloServerPlugin, BaseContext } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { GraphQLError, subscribe } from 'graphql'
import type { ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { SubgraphConfig } from './config.ts'
import { maskError } from './errors.ts'
import { namespacesHeader } from './headers.ts'
import { createHttpServer, listen } from './http-server.ts'
import type { Database } from './database.ts'
import type { Handle, HttpServer, Needs, Service } from './http-server.ts'
import { bearerOf, namespacesAsked, verifyIdentity } from './identity.ts'
import type { Viewer } from './identity.ts'
import { createLocalGraph } from './local-graph.ts'
import type { LocalGraph } from './local-graph.ts'
import type { Logger } from './log.ts'
import { exportMetrics } from './metrics-export.ts'
import { addMetricsDoor } from './metrics.ts'
import { countRequests, countStream, createSubgraphMetrics } from './subgraph-metrics.ts'
import type { SubgraphMetrics } from './subgraph-metrics.ts'
import {
  asService,
  createBeginRequest,
  streamWithin,
  traceHeadersOf,
  traceRequest,
} from './tracing.ts'

type Options<C extends BaseContext> = {
  /** Of the subgraph; the audience that identities must be meant for. */
  name: string
  config: Pick<SubgraphConfig, 'HOST' | 'PORT' | 'IDENTITY_SECRET'>
  log: Logger
  schema: GraphQLSchema
  createContext: (viewer: Viewer, requestId: string) => C
  /** Where it keeps its rows. */
  database?: Database
  /** What it cannot do its work without besides. */
  needs?: Needs
  /** Other doors than GraphQL. */
  addRoutes?: (server: HttpServer) => void
}

/** What a subgraph is to whom runs in its process. */
export type LocalSubgraph = LocalGraph & { handle: Handle }

/** A subgraph that listens, and that may be asked without it by whom runs in the same process. */
export type SubgraphService = Service & { local: LocalSubgraph }

/** One subgraph, listening: GraphQL over HTTP and over graphql-ws at `/graphql`, for whom the gateway vouches. */
export async function startSubgraphServer<C extends BaseContext>(
  options: Options<C>,
): Promise<SubgraphService> {
  const { name, config, log, schema, createContext, database } = options
  const metrics = createSubgraphMetrics(database)
  const identify = (header: unknown) => {
    const token = bearerOf(header)
    return token ? verifyIdentity(config.IDENTITY_SECRET, token, name) : Promise.resolve(null)
  }
  const server = createHttpServer({
    log,
    identify: ({ headers }) => identify(headers.authorization),
    needs: {
      ...(database && { database: () => database.em.fork().execute('select 1') }),
      ...options.needs,
    },
  })
  countRequests(server, metrics)
  const mask = (error: unknown, formatted: GraphQLFormattedError) =>
    maskError(error, formatted, (cause) => log.error(cause, 'graphql: internal error'))
  const apollo = new ApolloServer<C>({
    schema,
    formatError: (formatted, error) => mask(error, formatted),
    stopOnTerminationSignals: false, // the process decides when it stops
    plugins: [ApolloServerPluginInlineTraceDisabled(), tellNamespaces],
  })
  await apollo.start()
  server.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => createContext(request.viewer, request.id),
    }),
  })
  addMetricsDoor(server, `/metrics/${name}`, { ...metrics, rule: 'subgraph.metrics' })
  options.addRoutes?.(server)

  const toFormatted = (error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError =>
    error instanceof GraphQLError ? mask(error, error.toJSON()) : error
  const graph = { schema, createContext, toFormatted, metrics }
  const sockets = serveSubscriptions(server, { ...graph, identify })
  const local = createLocalGraph({ ...graph, name, log })
  const service = await listen(server, { host: config.HOST, port: config.PORT })
  const endExport = await exportMetrics(metrics.registry, name, log)
  return {
    url: service.url,
    local: {
      ...local,
      handle: (request, response) => asService(name, () => service.handle(request, response)),
    },
    close: async () => {
      local.stop()
      await sockets.dispose()
      await service.close()
      await apollo.stop()
      await endExport()
    },
  }
}

/** Tells the gateway, beside the answer, in which namespaces a mutation took place. */
const tellNamespaces: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ operation, contextValue, response }) => {
      const { viewer } = contextValue as { viewer?: Viewer }
      if (operation?.operation !== 'mutation' || !viewer) return
      const names = namespacesAsked(viewer).map(encodeURIComponent)
      response.http.headers.set(namespacesHeader, names.join())
    },
  }),
}

type Sockets<C> = {
  metrics: SubgraphMetrics
  schema: GraphQLSchema
  identify: (authorization: unknown) => Promise<Viewer | null>
  createContext: (viewer: Viewer, requestId: string) => C
  toFormatted: (error: GraphQLError | GraphQLFormattedError) => GraphQLFormattedError
}

/** Subscriptions by `graphql-transport-ws`; the identity stands in the connection's `authorization` parameter. */
function serveSubscriptions<C>(server: HttpServer, options: Sockets<C>) {
  const { schema, identify, createContext, toFormatted, metrics } = options
  const viewers = new WeakMap<object, Viewer>()
  const beginRequest = createBeginRequest()
  const requests = new WeakMap<object, ReturnType<typeof beginRequest>>()
  const webSockets = new WebSocketServer({ server: server.server, path: '/graphql' })
  return useServer<Record<string, unknown>>(
    {
      schema,
      subscribe: async (args) => {
        const request = requests.get(args.contextValue as object)!
        const result = await traceRequest(request, async () => subscribe(args))
        if (!(Symbol.asyncIterator in result)) return result
        return countStream(streamWithin(request, result), metrics)
      },
      onConnect: async ({ connectionParams, extra }) => {
        const viewer = await identify(connectionParams?.authorization)
        if (viewer) viewers.set((extra as { socket: object }).socket, viewer)
        return viewer !== null // false closes the socket with 4403
      },
      context: ({ connectionParams = {}, extra }) => {
        const viewer = viewers.get((extra as { socket: object }).socket)!
        const requestId = textOf(connectionParams.requestId)
        const made = createContext(viewer, requestId) as Record<string, unknown>
        const attributes = { 'weft.request_id': requestId }
        requests.set(made, beginRequest('SUBSCRIBE', traceHeadersOf(connectionParams), attributes))
        return made
      },
      onError: (_ctx, _id, _payload, errors) => errors.map(toFormatted),
      onNext: (...[, , , , result]): ExecutionResult =>
        (result.errors
          ? { ...result, errors: result.errors.map(toFormatted) }
          : result) as ExecutionResult,
    },
    webSockets,
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
