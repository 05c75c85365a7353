import { Kind, visit } from 'graphql'
import type { DocumentNode, FieldNode } from 'graphql'
import type { FieldSets } from './field-sets.ts'

const prefix = 'weft__'

/** By which name a field is planned and fetched. */
export type PlanName = (field: FieldNode) => string

export const clientName = (planName: string): string =>
  planName.startsWith(prefix) ? planName.slice(prefix.length) : planName

/**
 * The name that the client chose, unless a plan may fetch something else by it: the planner asks for keys, and for what
 * fields require, by their own names, and would take the one for the other.
 */
export const createPlanName =
  (fetchedByPlans: FieldSets['names']): PlanName =>
  ({ name, alias, arguments: given = [] }) => {
    const chosen = alias?.value ?? name.value
    const hasArguments = fetchedByPlans.get(chosen)
    if (hasArguments === undefined) return chosen
    const isSame = chosen === name.value && !given.length && !hasArguments
    return isSame ? chosen : prefix + chosen
  }

export const withPlanNames = (document: DocumentNode, planName: PlanName): DocumentNode =>
  visit(document, {
    Field: (node) => {
      const value = planName(node)
      const chosen = (node.alias ?? node.name).value
      return value === chosen ? undefined : { ...node, alias: { kind: Kind.NAME, value } }
    },
  })
