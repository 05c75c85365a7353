import { ApolloGateway } from '@apollo/gateway'
import type { GatewayExecutor } from '@apollo/server-gateway-interface'
import type { Logger } from '@weft/kit/log'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { disableTelemetry } from '../config.ts'
import type { Context } from '../context.ts'
import type { Sources } from '../execution/executor.ts'
import { toDataSource } from './data-source.ts'
import type { KnownOperation, OperationRequest } from './known-operations.ts'
import { restoreOneOf } from './supergraph.ts'
import type { SupergraphSource } from './supergraph.ts'

/** Executes what is not known here by @apollo/gateway, which is loaded when it is needed first. */
export type Fallback = {
  execute: (
    operation: KnownOperation,
    request: OperationRequest,
    context: Context,
  ) => Promise<ExecutionResult>
  stop: () => Promise<void>
}

type Loaded = { gateway: ApolloGateway; schema: GraphQLSchema; executor: GatewayExecutor }

export function createFallback(
  supergraph: SupergraphSource,
  sources: Sources,
  log: Logger,
): Fallback {
  let loaded: Promise<Loaded> | null = null
  return {
    execute: async ({ document, node }, { query, variables, operationName }, context) => {
      loaded ??= load(supergraph, sources, log)
      const { schema, executor } = await loaded
      const name = operationName ?? null
      const asked = { query, variables: variables ?? {}, ...(name && { operationName: name }) }
      return executor({
        document,
        schema,
        context,
        request: asked,
        operation: node,
        operationName: name,
        source: query,
        queryHash: `${name}\n${query}`,
        metrics: {},
        logger: log,
      } as unknown as Parameters<GatewayExecutor>[0]) as Promise<ExecutionResult>
    },
    stop: async () => (await loaded)?.gateway.stop(),
  }
}

async function load(
  { sdl, oneOfInputs }: SupergraphSource,
  sources: Sources,
  log: Logger,
): Promise<Loaded> {
  log.info('graphql: something is executed by @apollo/gateway for the first time')
  disableTelemetry()
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    logger: log,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => toDataSource(sources.get(name)!),
  })
  const { schema, executor } = await gateway.load({ apollo: {} })
  restoreOneOf(schema, oneOfInputs)
  return { gateway, schema, executor: executor as GatewayExecutor }
}
