import { Supergraph, operationFromDocument } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import type { QueryPlan } from '@apollo/query-planner'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { restoreOneOf } from '../graph/supergraph.ts'
import type { SupergraphSource } from '../graph/supergraph.ts'
import { createIsOfType } from './types.ts'
import type { IsOfType } from './types.ts'

export type Planner = {
  /** What clients see. */
  schema: GraphQLSchema
  isOfType: IsOfType
  /** Throws a GraphQLError for what cannot be planned. */
  plan: (document: DocumentNode, operationName: string | undefined) => QueryPlan
}

export function createPlanner({ sdl, oneOfInputs }: SupergraphSource): Planner {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: false })
  const apiSchema = supergraph.apiSchema()
  const schema = apiSchema.toGraphQLJSSchema()
  restoreOneOf(schema, oneOfInputs)
  const planner = new QueryPlanner(supergraph)
  return {
    schema,
    isOfType: createIsOfType(supergraph.schema.toGraphQLJSSchema()),
    plan: (document, operationName) =>
      planner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName })),
  }
}
