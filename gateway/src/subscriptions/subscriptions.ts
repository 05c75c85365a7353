import { GraphQLError, Kind, getVariableValues } from 'graphql'
import type { ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { traceCall } from '@weft/kit/tracing'
import type { Context } from '../context.ts'
import { toGraphQLError, withCode, withoutCompletion } from '../errors.ts'
import type { Sources } from '../execution/executor.ts'
import type { Answer, Ask } from '../execution/fetch.ts'
import type { CompileOperation, CompiledOperation } from '../execution/operations.ts'
import type { FindOperation, KnownOperation, OperationRequest } from '../graph/known-operations.ts'
import type { Subgraphs } from '../graph/subgraphs.ts'
import type { Limits } from '../limits/limits.ts'
import { askOnce } from './ask-once.ts'
import { withCost } from './cost.ts'
import { withCursor } from './cursor.ts'
import type { WithCursor } from './cursor.ts'
import { resumed } from './resumed.ts'
import { readAlone } from './alone.ts'
import { newestOf } from './queue.ts'
import type { Results } from './reading.ts'
import { createShare } from './shared.ts'
import { deferred, mapStream } from './stream.ts'
import type { ResultStream } from './stream.ts'

export type Operation = {
  type: 'query' | 'mutation' | 'subscription'
  known: KnownOperation
  request: OperationRequest
  /** Of a subscription: what it costs at the most; queries and mutations are measured when they run. */
  cost: number | null
}

export type Subscriptions = {
  /** Reads an operation, and checks a subscription wholly. Throws GraphQLErrors that are the caller's to read. */
  prepare: (request: OperationRequest) => Operation
  /** From where the request says on; or behind `after`, a cursor that its client has seen. */
  subscribe: (operation: Operation, context: Context, after?: string | null) => Promise<Results>
  /** How many plans are kept for an operation. */
  plansKept: (operation: KnownOperation) => number
  /** How many events wait for readers of shared streams. */
  eventsWaiting: () => number
}

type Options = {
  schema: GraphQLSchema
  find: FindOperation
  compile: CompileOperation
  sources: Sources
  limits: Limits
  subgraphs: Subgraphs
}

/** Subscriptions over many subgraphs: the owner streams the events, and the rest of the plan is run for each. */
export function createSubscriptions(options: Options): Subscriptions {
  const { schema, find, compile, limits } = options
  const prepared = new WeakMap<KnownOperation, Prepared>()
  const prepareStream = (known: KnownOperation): Prepared => {
    const { document, node } = known
    const cursor = withCursor(document, node, schema)
    const operation = compile(cursor?.document ?? document, node.name?.value)
    if (!operation) throw new GraphQLError('This subscription cannot be planned.')
    const stream = { operation, cursor, isState: isState(node) }
    prepared.set(known, stream)
    return stream
  }
  const { share, waiting } = createShare()
  const streamOf = (known: KnownOperation) => prepared.get(known) ?? prepareStream(known)

  return {
    prepare: (request) => {
      const known = find(request)
      if ('errors' in known) throw known.errors[0]!
      const type = known.node.operation
      const isStream = type === 'subscription'
      if (isStream) checkVariables(known, schema, request)
      const cost = isStream ? known.measure(request.variables ?? {}) : null
      if (isStream) plan(() => streamOf(known), request)
      return { type, known, request, cost }
    },
    subscribe: async ({ known, request, cost }, context, seen = null) => {
      if (cost !== null) limits.spend(context.viewer, cost)
      const stream = streamOf(known)
      const { cursor, isState } = stream
      const given = request.variables ?? {}
      const open = createOpen(stream, given, { context, ...options })
      const stated = (results: Results) => (cost === null ? results : withCost(results, cost))
      if (!cursor && !isState) return stated((reader) => readAlone(open(null), reader))
      const after = (cursor && (seen ?? cursor.beginning(given))) ?? null
      return stated(share({ key: keyOf(request, cursor, context), open, after, isState }))
    },
    plansKept: (known) => prepared.get(known)?.operation.plansKept() ?? 0,
    eventsWaiting: waiting,
  }
}

type Prepared = { operation: CompiledOperation; cursor: WithCursor | null; isState: boolean }

/** By its name: a stream of states begins with the thing as it is. */
const isState = ({ selectionSet }: OperationDefinitionNode): boolean => {
  const [field] = selectionSet.selections
  return field?.kind === Kind.FIELD && field.name.value.endsWith('Updated')
}

function checkVariables(
  { node }: KnownOperation,
  schema: GraphQLSchema,
  { variables }: OperationRequest,
) {
  const { errors } = getVariableValues(schema, node.variableDefinitions ?? [], variables ?? {})
  if (errors?.[0]) throw withCode(errors[0], 'BAD_USER_INPUT')
}

function plan(find: () => Prepared, { variables }: OperationRequest) {
  try {
    find().operation.first(variables ?? {}) // it is planned when it is first asked for
  } catch (error) {
    throw toGraphQLError(error, 'GRAPHQL_VALIDATION_FAILED')
  }
}

/** Equal for those who get equal answers. */
function keyOf(
  { query, operationName, variables }: OperationRequest,
  cursor: WithCursor | null,
  { viewer }: Context,
): string {
  const given = variables ?? {}
  return JSON.stringify([viewer, query, operationName, cursor?.others(given) ?? given])
}

/** Of one stream, while others are asked for what belongs to its events. */
const eventsAtOnce = 8

type Opening = Options & { context: Context }

/** Opens the stream of the owner behind a cursor, and has each event completed by the others. */
function createOpen(
  { operation, cursor, isState }: Prepared,
  given: Record<string, unknown>,
  options: Opening,
): (after: string | null) => ResultStream {
  const { sources, context } = options
  const at = (after: string | null) => cursor?.after(given, after) ?? given
  const complete = async (event: ExecutionResult, ask: Ask) => {
    const result = await operation.run({ variables: at(null), ask, event: event as Answer })
    return cursor?.strip(withoutCompletion(result!)) ?? withoutCompletion(result!)
  }
  return (after) => {
    const upstream = resumed({
      service: operation.first(given)!.subgraph,
      open: (from) => openPrimary(operation, at(from), options),
      beginning: after,
      cursorOf: (event) => cursor?.cursorOf(event) ?? null,
      isState,
    })
    const events = deferred(upstream)
    const ask = askOnce((subgraph, fetch) => sources.get(subgraph)!(fetch, context))
    const completed = (event: ExecutionResult) => complete(event, ask)
    return isState
      ? mapStream(newestOf(events), completed, { atOnce: 1 })
      : mapStream(events, completed, { atOnce: eventsAtOnce })
  }
}

function openPrimary(
  operation: CompiledOperation,
  variables: Record<string, unknown>,
  { subgraphs, context }: Opening,
): Promise<ResultStream> {
  const { subgraph, fetch } = operation.first(variables)!
  const { transport } = subgraphs.get(subgraph)!
  return traceCall(subgraph, (traced) => transport.open(fetch, context, traced), context.trace)
}
