import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  isAbstractType,
  isUnionType,
} from 'graphql'
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'

export type Asked = {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Values of the variables, at least of those on which `@skip` and `@include` depend. */
  conditions: Record<string, unknown>
}

/** The fields in the order of their first mention, as GraphQL collects them. */
export function collectFields(
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  asked: Asked,
): Map<string, FieldNode[]> {
  const nodes = new Map<string, FieldNode[]>()
  const add = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (!isIncluded(selection, asked.conditions)) continue
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value
        nodes.set(key, [...(nodes.get(key) ?? []), selection])
        continue
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? asked.fragments.get(selection.name.value)!
          : selection
      if (applies(fragment.typeCondition?.name.value, type, asked.schema))
        add(fragment.selectionSet.selections)
    }
  }
  for (const { selections } of sets) add(selections)
  return nodes
}

/** Whether what is asked of a thing of an abstract type depends on which of its kinds it is. */
export function dependsOnKind(
  type: GraphQLAbstractType,
  sets: readonly SelectionSetNode[],
  asked: Asked,
): boolean {
  const { schema, fragments, conditions } = asked
  const kinds = new Set<string>(schema.getPossibleTypes(type).map(({ name }) => name))
  const mayBe = (condition: string) => {
    const named = schema.getType(condition)
    const names = isAbstractType(named) ? schema.getPossibleTypes(named).map(nameOf) : [condition]
    return names.some((name) => kinds.has(name))
  }
  return sets.some(({ selections }) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD || !isIncluded(selection, conditions)) return false
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection
      const condition = fragment.typeCondition?.name.value
      if (condition && !applies(condition, type, schema)) return mayBe(condition)
      return dependsOnKind(type, [fragment.selectionSet], asked)
    }),
  )
}

const nameOf = ({ name }: { name: string }) => name

export function isIncluded(node: SelectionNode, conditions: Record<string, unknown>): boolean {
  if (!node.directives?.length) return true
  const skip = getDirectiveValues(GraphQLSkipDirective, node, conditions)
  if (skip?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.if !== false
}

function applies(
  condition: string | undefined,
  type: GraphQLCompositeType,
  schema: GraphQLSchema,
): boolean {
  if (!condition || condition === type.name) return true
  const abstract = schema.getType(condition)
  return isAbstractType(abstract) && !isUnionType(type) && schema.isSubType(abstract, type)
}

export const fragmentsIn = ({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )
