import { executeSync } from 'graphql'
import type {
  ExecutionResult,
  FormattedExecutionResult,
  GraphQLError,
  GraphQLSchema,
} from 'graphql'
import type { Context } from '../context.ts'
import {
  badRequest,
  formatResult,
  statusOf,
  toGraphQLError,
  withCode,
  withoutCompletion,
} from '../errors.ts'
import type { FormatError } from '../errors.ts'
import type { Execute } from '../execution/executor.ts'
import type { Limits } from '../limits/limits.ts'
import { viewerText } from '../identity/identities.ts'
import { createOnceATurn } from '../once-a-turn.ts'
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

type Result = ExecutionResult | { errors: readonly GraphQLError[] }

/** What is told of a request that was stopped, by the first of its errors. */
export function refusedFor(
  errors: readonly GraphQLError[],
  { cost = null, formatError }: { cost?: number | null; formatError: FormatError },
): Answered {
  const [error] = errors as [GraphQLError]
  const { retryAfterSeconds } = error.extensions
  return {
    result: toResult({ errors }, cost, formatError),
    status: statusOf(error),
    ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
  }
}

function toResult(result: Result, cost: number | null, formatError: FormatError) {
  const { data, errors } = formatResult(result, formatError)
  return {
    ...(errors && { errors }),
    ...(data !== undefined && { data }),
    ...(cost !== null && { extensions: { cost: { requested: cost } } }),
  }
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

  const format = (result: Result, cost: number | null) => toResult(result, cost, formatError)
  const refuse = (errors: readonly GraphQLError[], cost: number | null) =>
    refusedFor(errors, { cost, formatError })

  const answerNow = async (
    operation: KnownOperation,
    request: OperationRequest,
    { context, cost }: { context: Context; cost: number },
  ): Promise<Answered> => {
    const result = await run(operation, request, context)
    if (result.data !== undefined || !result.errors)
      return { result: format(result, cost), status: 200 }
    const errors = result.errors.map((error) => withCode(error, 'BAD_USER_INPUT'))
    return refuse(errors, cost)
  }

  const once = createOnceATurn<Answered>()
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
      const asked = { context, cost }
      if (operation.node.operation === 'mutation') return await answerNow(operation, request, asked)
      const key = keyOf(operation, request, context)
      return await once(key, () => answerNow(operation, request, asked))
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

/** Equal for those who get equal answers. */
const keyOf = ({ id }: KnownOperation, { variables }: OperationRequest, { viewer }: Context) =>
  `${id} ${viewerText(viewer)} ${JSON.stringify(variables ?? {})}`

const noStream = badRequest('Subscribe by a WebSocket, or accept `text/event-stream`.')
