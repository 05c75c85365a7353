import { Kind } from 'graphql'
import type {
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'

/** What an operation looks like, each fragment counted wherever it is spread. */
export type Shape = {
  /** How many fields stand within each other. */
  depth: number
  /** How many fields there are in all. */
  height: number
  aliases: number
  rootFields: number
  directives: number
}

const nothing: Shape = { depth: 0, height: 0, aliases: 0, rootFields: 0, directives: 0 }

/**
 * Measures an operation, each fragment once, however often it is spread. A fragment that spreads itself ends where it
 * begins again: validation refuses it.
 */
export function shapeOf(operation: OperationDefinitionNode, fragments: Fragments): Shape {
  const shape = shapeOfSet(operation.selectionSet, { fragments, known: new Map() })
  return { ...shape, directives: shape.directives + (operation.directives?.length ?? 0) }
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>
type Measuring = { fragments: Fragments; known: Map<string, Shape> }

function shapeOfSet(set: SelectionSetNode | undefined, measuring: Measuring): Shape {
  const shape = { ...nothing }
  for (const selection of set?.selections ?? []) add(shape, shapeOfSelection(selection, measuring))
  return shape
}

function shapeOfSelection(selection: SelectionNode, measuring: Measuring): Shape {
  const directives = selection.directives?.length ?? 0
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    const inside = shapeOfFragment(selection.name.value, measuring)
    return { ...inside, directives: inside.directives + directives }
  }
  const inside = shapeOfSet(selection.selectionSet, measuring)
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return { ...inside, directives: inside.directives + directives }
  return {
    depth: inside.depth + 1,
    height: inside.height + 1,
    aliases: inside.aliases + (selection.alias ? 1 : 0),
    rootFields: 1,
    directives: inside.directives + directives,
  }
}

function shapeOfFragment(name: string, measuring: Measuring): Shape {
  const { fragments, known } = measuring
  const before = known.get(name)
  if (before) return before
  known.set(name, nothing)
  const shape = shapeOfSet(fragments.get(name)?.selectionSet, measuring)
  known.set(name, shape)
  return shape
}

function add(shape: Shape, more: Shape): void {
  shape.depth = Math.max(shape.depth, more.depth)
  shape.height += more.height
  shape.aliases += more.aliases
  shape.rootFields += more.rootFields
  shape.directives += more.directives
}
