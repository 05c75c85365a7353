import type { GatewayExecutor } from '@apollo/server-gateway-interface'
import type { Logger } from '@weft/kit/log'
import type { Context } from '../context.ts'
import type { Answer, Fetch } from './fetch.ts'
import type { CompileOperation, CompiledOperation } from './operations.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { Recent } from './recent.ts'

/** Asks one subgraph in the name of who asks the gateway. */
export type Source = (fetch: Fetch, context: Context) => Promise<Answer>
export type Sources = ReadonlyMap<string, Source>

type Options = {
  compile: CompileOperation
  sources: Sources
  /** Executes what cannot be compiled. */
  fallback: GatewayExecutor
  log: Logger
  metrics: Pick<Metrics, 'plan' | 'fallback'>
}

const capacity = 1_000

/** Executes queries and mutations, each compiled when it comes first and kept while it is among those used last. */
export function createExecutor({
  compile,
  sources,
  fallback,
  log,
  metrics,
}: Options): GatewayExecutor {
  const operations = new Recent<CompiledOperation | null>(capacity)

  return async (requestContext) => {
    const { document, queryHash, request } = requestContext
    const context = requestContext.context as Context
    const operationName = request.operationName || undefined
    let isNew = false
    const operation = operations.get(`${queryHash} ${operationName}`, () => {
      isNew = true
      return compile(document, operationName)
    })
    metrics.plan(isNew ? 'miss' : 'hit')
    const result = await operation?.run({
      variables: request.variables ?? {},
      ask: (subgraph, fetch) => sources.get(subgraph)!(fetch, context),
    })
    if (result) return result
    metrics.fallback()
    log.debug({ queryHash }, 'graphql: executed by @apollo/gateway')
    return fallback(requestContext)
  }
}
