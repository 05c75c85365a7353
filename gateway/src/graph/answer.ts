import { GraphQLError, executeSync } from 'graphql'
import type { ExecutionResult, FormattedExecutionResult, GraphQLSchema } from 'graphql'
import type { Context } from '../context.ts'
import { formatResult, toGraphQLError, withCode, withoutCompletion } from '../errors.ts'
import type { FormatError } from '../errors.ts'
import type { Execute } from '../execution/executor.ts'
import type { Limits } from '../limits/limits.ts'
import { asksForSchema } from './introspection.ts'
import type {
  FindOperation,
  KnownOperation,
  OperationRequest,
  Refused,
} from './known-operations.ts'
import { outcomeOf } from '../telemetry/metrics.ts'
import type { Metrics } from '../telemetry/metrics.ts'

/** An answer, and how it is told over HTTP. */
export type Answered = {
  result: FormattedExecutionResult
  status: number
  /** Set when it was refused for what was spent already. */
  retryAfterSeconds?: number
}
/** Answers a query or a mutation. Never fails. */
export type Answer = (request: OperationRequest, context: Context) => Promise<Answered>

type Options = {
  schema: GraphQLSchema
  find: FindOperation
  execute: Execute
  limits: Limits
  formatError: FormatError
  metrics: Pick<Metrics, 'operation'>
}

export function createAnswer(options: Options): Answer {
  const { schema, find, execute, limits, formatError, metrics } = options
  const run = async (
    operation: KnownOperation,
    request: OperationRequest,
    context: Context,
  ): Promise<ExecutionResult> => {
    const { document, node } = operation
    const { operationName } = request
    if (asksForSchema(node))
      return executeSync({ schema, document, operationName, variableValues: request.variables })
    return withoutCompletion(await execute(operation, request, context))
  }

  const refuse = (errors: readonly GraphQLError[], cost: number | null): Answered => {
    const [{ extensions }] = errors as [GraphQLError]
    const { retryAfterSeconds } = extensions
    return {
      result: format({ errors }, cost),
      status: (extensions.http as { status?: number } | undefined)?.status ?? statusOf(extensions),
      ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
    }
  }
  const format = (
    result: ExecutionResult | { errors: readonly GraphQLError[] },
    cost: number | null,
  ) => {
    const { data, errors } = formatResult(result, formatError)
    return {
      ...(errors && { errors }),
      ...(data !== undefined && { data }),
      ...(cost !== null && { extensions: { cost: { requested: cost } } }),
    }
  }

  const answer = async (
    operation: KnownOperation | Refused,
    request: OperationRequest,
    context: Context,
  ): Promise<Answered> => {
    let cost: number | null = null
    try {
      if ('errors' in operation) return refuse(operation.errors, null)
      if (operation.node.operation === 'subscription') return refuse([noStream], null)
      cost = operation.measure(request.variables ?? {})
      limits.spend(context.viewer, cost)
      const result = await run(operation, request, context)
      if (result.data === undefined && result.errors)
        return refuse(
          result.errors.map((error) => withCode(error, 'BAD_USER_INPUT')),
          cost,
        )
      return { result: format(result, cost), status: 200 }
    } catch (error) {
      return refuse([toGraphQLError(error, 'INTERNAL_SERVER_ERROR')], cost)
    }
  }

  return async (request, context) => {
    const start = performance.now()
    const operation = find(request)
    const answered = await answer(operation, request, context)
    const type = 'errors' in operation ? 'unknown' : operation.node.operation
    const took = (performance.now() - start) / 1_000
    metrics.operation(type, outcomeOf(answered.result.errors), took)
    return answered
  }
}

const noStream = new GraphQLError('Subscribe by a WebSocket, or accept `text/event-stream`.', {
  extensions: { code: 'BAD_REQUEST' },
})

const statusOf = ({ code }: GraphQLError['extensions']) =>
  code === 'INTERNAL_SERVER_ERROR' ? 500 : 400
