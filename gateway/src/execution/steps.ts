import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner'
import { createRepresent } from './representations.ts'
import type { Represent } from './representations.ts'
import { createRewrite, namesOf } from './rewrites.ts'
import type { Rewrite } from './rewrites.ts'
import type { IsOfType } from './types.ts'

export type FetchStep = {
  kind: 'Fetch'
  subgraph: string
  query: string
  operationName: string | undefined
  variableNames: readonly string[]
  /** Set where entities are asked about, and not the root. */
  represent: Represent | null
  rewriteInput: Rewrite | null
  rewriteOutput: Rewrite | null
  /** The names that clients know, by those of the plan. */
  names: ReadonlyMap<string, string>
}
/** The name by which the plan of a subscription calls the event; no subgraph can have it. */
export const eventService = '\0event'

/** A plan, with all done that is the same for each request. */
export type Step =
  | FetchStep
  | { kind: 'Sequence' | 'Parallel'; steps: Step[] }
  | { kind: 'Flatten'; path: readonly string[]; step: Step }
  | { kind: 'Condition'; variable: string; then: Step | null; otherwise: Step | null }

/** A plan that needs what is not built here. */
export class UnknownPlanError extends Error {}

export function toStep(node: PlanNode | SubscriptionNode, isOfType: IsOfType): Step {
  const toOptionalStep = (child: PlanNode | undefined) => (child ? toStep(child, isOfType) : null)
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, steps: node.nodes.map((child) => toStep(child, isOfType)) }
    case 'Flatten':
      return { kind: 'Flatten', path: node.path.map(String), step: toStep(node.node, isOfType) }
    case 'Fetch':
      return toFetch(node, isOfType)
    case 'Condition':
      return {
        kind: 'Condition',
        variable: node.condition,
        then: toOptionalStep(node.ifClause),
        otherwise: toOptionalStep(node.elseClause),
      }
    case 'Subscription': {
      const event = toFetch({ ...node.primary, serviceName: eventService }, isOfType)
      const rest = toOptionalStep(node.rest)
      return { kind: 'Sequence', steps: rest ? [event, rest] : [event] }
    }
    default:
      throw new UnknownPlanError(node.kind)
  }
}

function toFetch(node: FetchNode, isOfType: IsOfType): FetchStep {
  if (node.contextRewrites?.length) throw new UnknownPlanError('contextRewrites')
  return {
    kind: 'Fetch',
    subgraph: node.serviceName,
    query: node.operation,
    operationName: node.operationName,
    variableNames: node.variableUsages ?? [],
    represent: node.requires ? createRepresent(node.requires, isOfType) : null,
    rewriteInput: createRewrite(node.inputRewrites, isOfType),
    rewriteOutput: createRewrite(node.outputRewrites, isOfType),
    names: namesOf(node.outputRewrites),
  }
}
