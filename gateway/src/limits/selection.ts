import { GraphQLIncludeDirective, GraphQLSkipDirective, Kind, getDirectiveValues } from 'graphql'
import type { FieldNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'

/** An operation's fragments and variables, which every step through its selections needs. */
export type Reading = {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Record<string, unknown>
}

/** Whether `@skip` and `@include` leave it in. */
export function isIncluded(node: SelectionNode, { variables }: Reading): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables)
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables)
  return skip?.if !== true && include?.if !== false
}

/**
 * The fields that a value of one type would have, by response key, with fragments spread; `applies` tells which type
 * conditions hold for it.
 */
export function collect(
  sets: readonly SelectionSetNode[],
  reading: Reading,
  applies: (condition: string) => boolean,
): Map<string, [FieldNode, ...FieldNode[]]> {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>()
  const visited = new Set<string>()
  const add = (selection: SelectionNode): void => {
    if (!isIncluded(selection, reading)) return
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value
      const known = fields.get(key)
      if (known) known.push(selection)
      else fields.set(key, [selection])
      return
    }
    const fragment = toFragment(selection, reading, visited)
    const condition = fragment?.typeCondition?.name.value
    if (fragment && (!condition || applies(condition)))
      fragment.selectionSet.selections.forEach(add)
  }
  for (const set of sets) set.selections.forEach(add)
  return fields
}

/** What a fragment holds; nothing when it is spread here already. */
function toFragment(
  selection: Exclude<SelectionNode, FieldNode>,
  { fragments }: Reading,
  visited: Set<string>,
) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection
  const name = selection.name.value
  if (visited.has(name)) return null
  visited.add(name)
  return fragments.get(name) ?? null
}
