import type { Logger } from '@weft/kit/log'
import type { ExecutionResult } from 'graphql'
import type { Context } from '../context.ts'
import type { Fallback } from '../graph/fallback.ts'
import type { KnownOperation, OperationRequest } from '../graph/known-operations.ts'
import type { Answer, Fetch } from './fetch.ts'
import type { CompileOperation, CompiledOperation } from './operations.ts'
import type { Metrics } from '../telemetry/metrics.ts'

/** Asks one subgraph in the name of who asks the gateway. */
export type Source = (fetch: Fetch, context: Context) => Promise<Answer>
export type Sources = ReadonlyMap<string, Source>

export type Execute = (
  operation: KnownOperation,
  request: OperationRequest,
  context: Context,
) => Promise<ExecutionResult>

export type Executor = {
  execute: Execute
  /** Plans an operation before it is asked. */
  warm: (operation: KnownOperation, request: OperationRequest) => void
  /** How many plans are kept for an operation. */
  plansKept: (operation: KnownOperation) => number
}

type Options = {
  compile: CompileOperation
  sources: Sources
  /** Executes what cannot be compiled. */
  fallback: Fallback
  log: Logger
  metrics: Pick<Metrics, 'plan' | 'fallback'>
}

/** Executes queries and mutations, each compiled when it comes first and kept as long as it is known. */
export function createExecutor({ compile, sources, fallback, log, metrics }: Options): Executor {
  const compiled = new WeakMap<KnownOperation, CompiledOperation | null>()

  const compiledOf = (operation: KnownOperation): CompiledOperation | null => {
    let known = compiled.get(operation)
    metrics.plan(known === undefined ? 'miss' : 'hit')
    if (known === undefined) {
      known = compile(operation.document, operation.node.name?.value)
      compiled.set(operation, known)
    }
    return known
  }
  const execute: Execute = async (operation, request, context) => {
    const result = await compiledOf(operation)?.run({
      variables: request.variables ?? {},
      ask: (subgraph, fetch) => sources.get(subgraph)!(fetch, context),
    })
    if (result) return result
    metrics.fallback()
    log.debug({ id: context.requestId }, 'graphql: executed by @apollo/gateway')
    return fallback.execute(operation, request, context)
  }
  return {
    execute,
    warm: (operation, { variables }) => void compiledOf(operation)?.first(variables ?? {}),
    plansKept: (operation) => compiled.get(operation)?.plansKept() ?? 0,
  }
}
