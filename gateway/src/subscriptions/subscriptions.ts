import { GraphQLError, Kind, getOperationAST, getVariableValues, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { Context } from '../context.ts'
import { toGraphQLError, withCode, withoutCompletion } from '../errors.ts'
import type { Sources } from '../execution/executor.ts'
import type { Answer, Ask } from '../execution/fetch.ts'
import type { CompileOperation, CompiledOperation } from '../execution/operations.ts'
import { Recent } from '../execution/recent.ts'
import type { Subgraphs } from '../graph/subgraphs.ts'
import type { Vouch } from '../identity/identities.ts'
import { parseOptions } from '../limits/limits.ts'
import type { Limits } from '../limits/limits.ts'
import { withCursor } from './cursor.ts'
import type { WithCursor } from './cursor.ts'
import { resumed } from './resumed.ts'
import { openUpstream } from './upstream.ts'
import type { ResultStream } from './upstream.ts'

export type Operation = {
  type: 'query' | 'mutation' | 'subscription'
  document: DocumentNode
  request: SubscribePayload
  /** Of a subscription: what it costs at the most; queries and mutations are measured when they run. */
  cost: number | null
}

export type Subscriptions = {
  /** Reads an operation, and checks a subscription wholly. Throws GraphQLErrors that are the caller's to read. */
  prepare: (request: SubscribePayload) => Operation
  /** From where the request says on; or behind `after`, a cursor that its client has seen. */
  subscribe: (
    operation: Operation,
    context: Context,
    after?: string | null,
  ) => Promise<ResultStream>
}

type Options = {
  schema: GraphQLSchema
  compile: CompileOperation
  sources: Sources
  limits: Limits
  subgraphs: Subgraphs
  vouch: Vouch
}

const capacity = 1_000

/** Subscriptions over many subgraphs: the owner streams the events, and the rest of the plan is run for each. */
export function createSubscriptions(options: Options): Subscriptions {
  const { schema, compile, sources, limits } = options
  const prepared = new Recent<Prepared>(capacity)
  const find = ({ query, operationName }: SubscribePayload, document: DocumentNode) =>
    prepared.get(JSON.stringify([operationName, query]), () => {
      const node = getOperationAST(document, operationName)!
      const cursor = withCursor(document, node, schema)
      const operation = compile(cursor?.document ?? document, operationName ?? undefined)
      if (!operation) throw new GraphQLError('This subscription cannot be planned.')
      return { operation, cursor, isState: isState(node) }
    })

  return {
    prepare: (request) => {
      const document = read(request)
      const node = getOperationAST(document, request.operationName)
      if (!node) throw badRequest('Name the one operation that shall run in `operationName`.')
      const isStream = node.operation === 'subscription'
      if (isStream) check(schema, document, request)
      const cost = isStream ? limits.measure({ document, ...request }) : null
      if (isStream) plan(() => find(request, document), request)
      return { type: node.operation, document, request, cost }
    },
    subscribe: async ({ document, request, cost }, context, seen = null) => {
      if (cost !== null) limits.spend(context.viewer, cost)
      const { operation, cursor, isState } = find(request, document)
      const given = request.variables ?? {}
      const at = (after: string | null) => cursor?.after(given, after) ?? given
      const upstream = await resumed({
        open: (after) => openPrimary(operation, at(after), { context, ...options }),
        beginning: (cursor && (seen ?? cursor.beginning(given))) ?? null,
        cursorOf: (event) => cursor?.cursorOf(event) ?? null,
        isState,
      })
      const ask: Ask = (subgraph, fetch) => sources.get(subgraph)!(fetch, context)
      return mapStream(upstream, async (event) => {
        const result = await operation.run({ variables: at(null), ask, event: event as Answer })
        return cursor?.strip(withoutCompletion(result!)) ?? withoutCompletion(result!)
      })
    },
  }
}

type Prepared = { operation: CompiledOperation; cursor: WithCursor | null; isState: boolean }

/** By its name: a stream of states begins with the thing as it is. */
const isState = ({ selectionSet }: OperationDefinitionNode): boolean => {
  const [field] = selectionSet.selections
  return field?.kind === Kind.FIELD && field.name.value.endsWith('Updated')
}

const badRequest = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })

function read({ query }: SubscribePayload): DocumentNode {
  try {
    return parse(query, parseOptions)
  } catch (error) {
    throw toGraphQLError(error, 'GRAPHQL_PARSE_FAILED')
  }
}

function check(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: SubscribePayload,
) {
  try {
    // validate throws, instead of telling, for a directive with variables on the root field of a subscription
    const [invalid] = validate(schema, document)
    if (invalid) throw invalid
  } catch (error) {
    throw toGraphQLError(error, 'GRAPHQL_VALIDATION_FAILED')
  }
  const { variableDefinitions } = getOperationAST(document, operationName)!
  const { errors } = getVariableValues(schema, variableDefinitions ?? [], variables ?? {})
  if (errors?.[0]) throw withCode(errors[0], 'BAD_USER_INPUT')
}

function plan(find: () => Prepared, { variables }: SubscribePayload) {
  try {
    find().operation.first(variables ?? {}) // it is planned when it is first asked for
  } catch (error) {
    throw toGraphQLError(error, 'GRAPHQL_VALIDATION_FAILED')
  }
}

async function openPrimary(
  operation: CompiledOperation,
  variables: Record<string, unknown>,
  { subgraphs, vouch, context }: Options & { context: Context },
): Promise<ResultStream> {
  const { subgraph, fetch } = operation.first(variables)!
  const { name, origin, path } = subgraphs.get(subgraph)!
  return openUpstream(fetch, {
    subgraph: name,
    url: origin + path,
    authorization: await vouch(context.viewer, name),
    requestId: context.requestId,
  })
}

/** The next event is asked for only when the last was delivered. */
function mapStream(
  upstream: ResultStream,
  complete: (event: ExecutionResult) => Promise<ExecutionResult>,
): ResultStream {
  const stream: ResultStream = {
    [Symbol.asyncIterator]: () => stream,
    next: async () => {
      const event = await upstream.next()
      if (event.done) return event
      try {
        return { done: false, value: await complete(event.value) }
      } catch (error) {
        await upstream.return()
        throw error
      }
    },
    return: () => upstream.return(),
  }
  return stream
}
