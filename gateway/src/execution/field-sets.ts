import { Kind, parse, valueFromASTUntyped } from 'graphql'
import type { ConstDirectiveNode, DefinitionNode, DocumentNode, SelectionNode } from 'graphql'

/** What a supergraph says that subgraphs have to be told of an entity. */
export type FieldSets = {
  /** What a field needs to know, by `Type.field`. */
  requires: ReadonlyMap<string, readonly SelectionNode[]>
  /** All fields that a plan may ask for though no client did, by name, and whether it may do so with arguments. */
  names: ReadonlyMap<string, boolean>
}

/** Reads the keys and `@requires` of a supergraph. */
export function readFieldSets(supergraph: DocumentNode): FieldSets {
  const requires = new Map<string, SelectionNode[]>()
  const names = new Map([['__typename', false]])
  for (const definition of supergraph.definitions) {
    if (!('fields' in definition) || !definition.name) continue
    for (const set of setsOf(definition.directives, 'join__type', 'key')) addNames(set, names)
    for (const field of definition.fields ?? []) {
      const needed = setsOf(field.directives, 'join__field', 'requires').flat()
      addNames(needed, names)
      if (needed.length) requires.set(`${definition.name.value}.${field.name.value}`, needed)
    }
  }
  return { requires, names }
}

const setsOf = (
  directives: readonly ConstDirectiveNode[] = [],
  directive: string,
  argument: string,
): SelectionNode[][] =>
  directives
    .filter(({ name }) => name.value === directive)
    .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === argument))
    .map(({ value }) => parseFieldSet(String(valueFromASTUntyped(value))))

function parseFieldSet(set: string): SelectionNode[] {
  const [definition] = parse(`{ ${set} }`, { noLocation: true }).definitions
  return definition?.kind === Kind.OPERATION_DEFINITION
    ? [...definition.selectionSet.selections]
    : []
}

function addNames(selections: readonly SelectionNode[], names: Map<string, boolean>) {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    if (selection.kind === Kind.FIELD) {
      const hasArguments = Boolean(selection.arguments?.length)
      const { value } = selection.name
      names.set(value, hasArguments || names.get(value) === true)
    }
    addNames(selection.selectionSet?.selections ?? [], names)
  }
}

/** The planner names an entity by its first key, also where the subgraph finds it by another one only. */
export const resolvableKeysFirst = (supergraph: DocumentNode): DocumentNode => ({
  ...supergraph,
  definitions: supergraph.definitions.map(sortKeys),
})

function sortKeys(definition: DefinitionNode): DefinitionNode {
  if (!('fields' in definition)) return definition
  const directives = (definition.directives ?? []) as readonly ConstDirectiveNode[]
  const last = directives.filter(isUnresolvable)
  const first = directives.filter((directive) => !last.includes(directive))
  return { ...definition, directives: [...first, ...last] } as DefinitionNode
}

const isUnresolvable = ({ name, arguments: given = [] }: ConstDirectiveNode): boolean =>
  name.value === 'join__type' &&
  given.some((each) => each.name.value === 'resolvable' && !valueFromASTUntyped(each.value))
