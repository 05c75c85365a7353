import { buildOperationContext, executeQueryPlan } from '@apollo/gateway'
import type { GraphQLDataSource } from '@apollo/gateway'
import type { Logger } from '@weft/kit/log'
import { GraphQLError, getOperationAST, getVariableValues, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { Context } from '../context.ts'
import { toGraphQLError, withCode, withoutCompletion } from '../errors.ts'
import type { Vouch } from '../identity/identities.ts'
import { parseOptions } from '../limits/limits.ts'
import type { Limits } from '../limits/limits.ts'
import type { Subgraphs } from '../graph/subgraphs.ts'
import { eventService } from './subscription-plans.ts'
import type { SubscriptionPlan, SubscriptionPlanner } from './subscription-plans.ts'
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
  subscribe: (operation: Operation, context: Context) => Promise<ResultStream>
}

type Options = {
  planner: SubscriptionPlanner
  limits: Limits
  subgraphs: Subgraphs
  dataSources: ReadonlyMap<string, GraphQLDataSource>
  vouch: Vouch
  log: Logger
}

/** Subscriptions over many subgraphs: the owner streams the events, and the rest of the plan is run for each. */
export function createSubscriptions(options: Options): Subscriptions {
  const { planner, limits } = options
  return {
    prepare: (request) => {
      const document = read(request)
      const node = getOperationAST(document, request.operationName)
      if (!node) throw badRequest('Name the one operation that shall run in `operationName`.')
      const isStream = node.operation === 'subscription'
      if (isStream) check(planner, document, request)
      const cost = isStream ? limits.measure({ document, ...request }) : null
      return { type: node.operation, document, request, cost }
    },
    subscribe: async ({ document, request, cost }, context) => {
      if (cost !== null) limits.spend(context.viewer, cost)
      const plan = planner.plan(document, request.operationName ?? undefined)
      const upstream = await openPrimary(plan, request, { context, ...options })
      return mapStream(upstream, (event) =>
        completeEvent(event, plan, { document, request, context, ...options }),
      )
    },
  }
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

function check(planner: SubscriptionPlanner, document: DocumentNode, request: SubscribePayload) {
  try {
    // validate throws, instead of telling, for a directive with variables on the root field of a subscription
    const [invalid] = validate(planner.schema, document)
    if (invalid) throw invalid
    planner.plan(document, request.operationName ?? undefined)
  } catch (error) {
    throw toGraphQLError(error, 'GRAPHQL_VALIDATION_FAILED')
  }
  const { variableDefinitions } = getOperationAST(document, request.operationName)!
  const { errors } = getVariableValues(
    planner.schema,
    variableDefinitions ?? [],
    request.variables ?? {},
  )
  if (errors?.[0]) throw withCode(errors[0], 'BAD_USER_INPUT')
}

async function openPrimary(
  { primary }: SubscriptionPlan,
  { variables = {} }: SubscribePayload,
  { subgraphs, vouch, context }: Options & { context: Context },
): Promise<ResultStream> {
  const { name, origin } = subgraphs.get(primary.serviceName)!
  const used = (primary.variableUsages ?? []).filter((variable) => variable in variables!)
  return openUpstream(
    {
      query: primary.operation,
      operationName: primary.operationName,
      variables: Object.fromEntries(used.map((variable) => [variable, variables![variable]])),
    },
    {
      subgraph: name,
      origin,
      authorization: await vouch(context.viewer, name),
      requestId: context.requestId,
    },
  )
}

type Delivery = Options & Pick<Operation, 'document' | 'request'> & { context: Context }

/** Runs the plan with the event as the first thing fetched, so that errors, paths and nulls come out as in a query. */
async function completeEvent(
  event: ExecutionResult,
  plan: SubscriptionPlan,
  { planner, dataSources, log, document, request, context }: Delivery,
): Promise<ExecutionResult> {
  const operationContext = buildOperationContext({
    schema: planner.schema,
    operationDocument: document,
    operationName: request.operationName ?? undefined,
  })
  const requestContext = {
    request: { query: request.query, variables: request.variables ?? {} },
    context,
    document,
    operation: operationContext.operation,
    operationName: request.operationName ?? null,
    schema: planner.schema,
    logger: log,
    metrics: {},
  }
  const source: GraphQLDataSource = { process: async () => event as never }
  const result = await executeQueryPlan(
    plan.perEvent,
    { ...Object.fromEntries(dataSources), [eventService]: source },
    requestContext as never,
    operationContext,
    planner.supergraphSchema,
    planner.apiSchema,
  )
  return withoutCompletion(result)
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
