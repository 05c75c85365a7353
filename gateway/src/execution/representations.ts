import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { isObject, merge, read } from './json.ts'
import type { Json } from './json.ts'
import type { IsOfType } from './types.ts'

/** How a subgraph is told which entity is meant; null for what has not all that the subgraph needs to know. */
export type Represent = (entity: Json) => Json | null

export function createRepresent(
  requires: readonly QueryPlanSelectionNode[],
  isOfType: IsOfType,
): Represent {
  return (entity) => {
    const representation = select(entity, requires, isOfType)
    return representation?.__typename ? representation : null
  }
}

function select(
  source: Json,
  selections: readonly QueryPlanSelectionNode[],
  isOfType: IsOfType,
): Json | null {
  const selected: Json = {}
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name
      const value = read(source, key)
      if (value === undefined) return null
      selected[key] = selection.selections ? each(value, selection.selections, isOfType) : value
    } else if (selection.typeCondition && isOfType(source.__typename, selection.typeCondition)) {
      const inner = select(source, selection.selections, isOfType)
      if (inner) merge(selected, inner)
    }
  }
  return selected
}

function each(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  isOfType: IsOfType,
): unknown {
  if (Array.isArray(value)) return value.map((item) => each(item, selections, isOfType))
  return isObject(value) ? select(value, selections, isOfType) : null
}
