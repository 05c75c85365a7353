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
  isOfType: IsOfType
}
/** A plan, with all done that is the same for each request. */
export type Step =
  | FetchStep
  | { kind: 'Sequence' | 'Parallel'; steps: Step[] }
  | { kind: 'Flatten'; path: readonly string[]; step: Step }

function toStep(node: PlanNode | SubscriptionNode, isOfType: IsOfType): Step | 'UNKNOWN' {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return toSteps(node.kind, node.nodes, isOfType)
    case 'Flatten': {
      const step = toStep(node.node, isOfType)
      return step === 'UNKNOWN' ? step : { kind: 'Flatten', path: node.path.map(String), step }
    }
    case 'Fetch':
      return node.contextRewrites?.length ? 'UNKNOWN' : toFetch(node, isOfType)
    case 'Subscription': {
      const { primary, rest } = node
      return toSteps('Sequence', rest ? [primary, rest] : [primary], isOfType)
    }
    default:
      return 'UNKNOWN'
  }
}

/** `UNKNOWN` when there is something in it that operations without conditions, `@defer` and contexts do not lead to. */
export function toSteps(
  kind: 'Sequence' | 'Parallel',
  nodes: readonly (PlanNode | SubscriptionNode)[],
  isOfType: IsOfType,
): Step | 'UNKNOWN' {
  const steps: Step[] = []
  for (const node of nodes) {
    const step = toStep(node, isOfType)
    if (step === 'UNKNOWN') return step
    steps.push(step)
  }
  return { kind, steps }
}

function toFetch(node: FetchNode, isOfType: IsOfType): FetchStep {
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
    isOfType,
  }
}

/** What is asked before anything else; null when that is not one thing. */
export function firstFetch(step: Step): FetchStep | null {
  if (step.kind === 'Fetch') return step
  const [first] = step.kind === 'Sequence' ? step.steps : []
  return first ? firstFetch(first) : null
}
