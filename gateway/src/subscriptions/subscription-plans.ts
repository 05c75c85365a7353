import { Supergraph, operationFromDocument } from '@apollo/federation-internals'
import type { Schema } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import type { FetchNode, QueryPlan } from '@apollo/query-planner'
import { GraphQLError } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { restoreOneOf } from '../graph/supergraph.ts'
import type { SupergraphSource } from '../graph/supergraph.ts'

/** The name by which the plan of one event calls the event; no subgraph can have it. */
export const eventService = '\0event'

export type SubscriptionPlan = {
  /** What the owner of the subscription is asked. */
  primary: FetchNode
  /** How one event becomes an answer: the event as if it were fetched, then what other subgraphs add. */
  perEvent: QueryPlan
}

export type SubscriptionPlanner = {
  /** What clients see. */
  schema: GraphQLSchema
  apiSchema: Schema
  supergraphSchema: GraphQLSchema
  /** Throws a GraphQLError for what cannot be planned. */
  plan: (document: DocumentNode, operationName: string | undefined) => SubscriptionPlan
}

const capacity = 1_000

export function createSubscriptionPlanner({
  sdl,
  oneOfInputs,
}: SupergraphSource): SubscriptionPlanner {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: false })
  const apiSchema = supergraph.apiSchema()
  const schema = apiSchema.toGraphQLJSSchema()
  restoreOneOf(schema, oneOfInputs)
  const planner = new QueryPlanner(supergraph)
  const plans = new Map<string, SubscriptionPlan>()

  return {
    schema,
    apiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    plan: (document, operationName) => {
      const key = JSON.stringify([operationName, document.loc?.source.body])
      const plan =
        plans.get(key) ??
        toPlan(planner, operationFromDocument(apiSchema, document, { operationName }))
      plans.delete(key) // the Map keeps the order of insertion: the first is the longest unused
      plans.set(key, plan)
      if (plans.size > capacity) plans.delete(plans.keys().next().value!)
      return plan
    },
  }
}

function toPlan(
  planner: QueryPlanner,
  operation: Parameters<QueryPlanner['buildQueryPlan']>[0],
): SubscriptionPlan {
  const { node } = planner.buildQueryPlan(operation)
  if (node?.kind !== 'Subscription') throw new GraphQLError('This is no subscription.')
  const event: FetchNode = { ...node.primary, serviceName: eventService }
  const nodes = node.rest ? [event, node.rest] : [event]
  return {
    primary: node.primary,
    perEvent: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } },
  }
}
