import { Supergraph, operationFromDocument } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import type { PlanNode, SubscriptionNode } from '@apollo/query-planner'
import { parse } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { restoreOneOf } from '../graph/supergraph.ts'
import type { SupergraphSource } from '../graph/supergraph.ts'
import { checkRoots } from './check-roots.ts'
import { createDivide } from './compatible-parts.ts'
import { readFieldSets, resolvableKeysFirst } from './field-sets.ts'
import { createPlanName, withPlanNames } from './plan-names.ts'
import type { PlanName } from './plan-names.ts'
import { createIsOfType } from './types.ts'
import type { IsOfType } from './types.ts'

export type Planner = {
  /** What clients see. */
  schema: GraphQLSchema
  isOfType: IsOfType
  planName: PlanName
  /** Their names. */
  subgraphs: readonly string[]
  /** What is to be done, one after another. Throws a GraphQLError for what cannot be planned. */
  plan: (document: DocumentNode, operationName: string | undefined) => Plan
}
export type Plan = readonly (PlanNode | SubscriptionNode)[]

export function createPlanner({ sdl, oneOfInputs }: SupergraphSource): Planner {
  const document = resolvableKeysFirst(parse(sdl, { noLocation: true }))
  const supergraph = Supergraph.build(document, { validateSupergraph: false })
  const apiSchema = supergraph.apiSchema()
  const schema = apiSchema.toGraphQLJSSchema()
  restoreOneOf(schema, oneOfInputs)
  const wholeSchema = supergraph.schema.toGraphQLJSSchema()
  const planner = new QueryPlanner(supergraph)
  const fieldSets = readFieldSets(document)
  const planName = createPlanName(fieldSets.names)
  const divide = createDivide(wholeSchema, fieldSets)

  const planPart = (part: DocumentNode, operationName: string | undefined): Plan => {
    const named = withPlanNames(part, planName)
    const operation = operationFromDocument(apiSchema, named, { operationName })
    const { node } = planner.buildQueryPlan(operation)
    const plan = node ? [node] : []
    checkRoots(named, operationName, plan)
    return plan
  }
  return {
    schema,
    isOfType: createIsOfType(wholeSchema),
    planName,
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name }) => name),
    plan: (asked, operationName) =>
      divide(asked, operationName).flatMap((part) => planPart(part, operationName)),
  }
}
