import { ApolloGateway } from '@apollo/gateway'
import type { GraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface'
import type { Logger } from '@weft/kit/log'
import type { FormattedExecutionResult } from 'graphql'
import type { Audit } from './audit.ts'
import { disableTelemetry } from '../config.ts'
import type { Context } from '../context.ts'
import { createExecutor } from '../execution/executor.ts'
import type { Sources } from '../execution/executor.ts'
import { createCompileOperation } from '../execution/operations.ts'
import type { CompileOperation } from '../execution/operations.ts'
import { createPlanner } from '../execution/planner.ts'
import { createSource, toDataSource } from './data-source.ts'
import { withoutCompletion } from '../errors.ts'
import type { FormatError } from '../errors.ts'
import type { Vouch } from '../identity/identities.ts'
import { createLimits, maxRecursiveSelections, parseOptions } from '../limits/limits.ts'
import type { LimitOptions } from '../limits/limits.ts'
import { limitsPlugin } from '../limits/limits-plugin.ts'
import type { Subgraphs } from './subgraphs.ts'
import { metricsPlugin } from '../telemetry/metrics-plugin.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createSubscriptions } from '../subscriptions/subscriptions.ts'
import type { Operation, Subscriptions } from '../subscriptions/subscriptions.ts'
import { asksForSchema, introspect } from './introspection.ts'
import { restoreOneOf } from './supergraph.ts'
import type { SupergraphSource } from './supergraph.ts'

/** The graph of all subgraphs: queries and mutations by `apollo`, over sockets by `execute`, and subscriptions. */
export type Graph = Subscriptions & {
  apollo: ApolloServer<Context>
  execute: (operation: Operation, context: Context) => Promise<FormattedExecutionResult>
}

type Options = {
  supergraph: SupergraphSource
  subgraphs: Subgraphs
  vouch: Vouch
  formatError: FormatError
  log: Logger
  audit: Audit
  limits: LimitOptions
  metrics: Metrics
  /** Whether operations may ask about the schema. */
  introspection: boolean
}

export async function createGraph(options: Options): Promise<Graph> {
  const { supergraph, subgraphs, vouch, formatError, log, audit, metrics } = options
  const sources: Sources = new Map(
    [...subgraphs.values()].map((subgraph) => [
      subgraph.name,
      createSource({ subgraph, vouch, log, audit, metrics }),
    ]),
  )
  const planner = createPlanner(supergraph)
  const compile = createCompileOperation(planner)
  const limits = createLimits(supergraph.sdl, planner.schema, options.limits)
  const dataSources = new Map([...sources].map(([name, source]) => [name, toDataSource(source)]))
  const apollo = new ApolloServer<Context>({
    gateway: createGateway(supergraph, { compile, sources, dataSources, log, metrics }),
    logger: log,
    parseOptions,
    maxRecursiveSelections,
    introspection: options.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(error, formatted),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitsPlugin(limits),
      metricsPlugin(metrics),
    ],
  })
  await apollo.start()

  return {
    apollo,
    execute: ({ request }, context) => execute(apollo, request, context),
    ...createSubscriptions({
      schema: planner.schema,
      compile,
      sources,
      limits,
      subgraphs,
      vouch,
    }),
  }
}

type Behind = {
  compile: CompileOperation
  sources: Sources
  dataSources: ReadonlyMap<string, GraphQLDataSource>
  log: Logger
  metrics: Metrics
}

function createGateway(
  supergraph: SupergraphSource,
  { compile, sources, dataSources, log, metrics }: Behind,
): GatewayInterface {
  const { sdl, oneOfInputs } = supergraph
  disableTelemetry()
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    logger: log,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => {
      const dataSource = dataSources.get(name)
      if (!dataSource)
        throw new Error(`The supergraph names \`${name}\`, of which no URL is known.`)
      return dataSource
    },
  })
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => restoreOneOf(apiSchema, oneOfInputs))
  const run = (fallback: GatewayExecutor): GatewayExecutor => {
    const execute = createExecutor({ compile, sources, fallback, log, metrics })
    return async (context) =>
      asksForSchema(context) ? introspect(context) : withoutCompletion(await execute(context))
  }
  return {
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    load: async (settings) => {
      const { executor } = await gateway.load(settings)
      return { executor: run(executor as GatewayExecutor) }
    },
    stop: () => gateway.stop(),
  }
}

async function execute(
  apollo: ApolloServer<Context>,
  { query, operationName, variables }: Operation['request'],
  contextValue: Context,
): Promise<FormattedExecutionResult> {
  const { body } = await apollo.executeOperation(
    { query, operationName: operationName ?? undefined, variables: variables ?? {} },
    { contextValue },
  )
  if (body.kind === 'single') return body.singleResult
  throw new Error('The graph does not answer in parts.')
}
