import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  getNamedType,
  getOperationAST,
  isCompositeType,
} from 'graphql'
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
} from 'graphql'
import { fragmentsIn } from './collect-fields.ts'
import type { FieldSets } from './field-sets.ts'
import { createNeedsOf } from './needs.ts'
import type { Needs, NeedsOf } from './needs.ts'

/**
 * Divides a query where one field needs something with other arguments than a second field of the same thing does: one
 * plan fetches it once. An answer is that of all parts together, each done after the last. Mutations and subscriptions,
 * whose root may not be asked twice, are refused.
 */
export function createDivide(
  schema: GraphQLSchema,
  { requires }: FieldSets,
): (document: DocumentNode, operationName: string | undefined) => DocumentNode[] {
  const sets = [...requires.values()].flat()
  if (!sets.some(hasArguments)) return (document) => [document]
  const needsOf = createNeedsOf(schema, requires)

  return (document, operationName) => {
    const operation = getOperationAST(document, operationName)!
    const type = schema.getRootType(operation.operation)!
    const division = new Division(schema, needsOf, fragmentsIn(document))
    const selections = division.divide(operation.selectionSet.selections, { type, path: '' })
    if (selections.length === 1) return [document]
    if (operation.operation !== OperationTypeNode.QUERY) throw incompatible()
    return selections.map((part) => ({
      kind: Kind.DOCUMENT,
      definitions: [
        { ...operation, selectionSet: { ...operation.selectionSet, selections: part } },
      ],
    }))
  }
}

const hasArguments = (selection: SelectionNode): boolean => {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return false
  const isGiven = selection.kind === Kind.FIELD && Boolean(selection.arguments?.length)
  return isGiven || (selection.selectionSet?.selections ?? []).some(hasArguments)
}

const incompatible = () =>
  new GraphQLError(
    'Two fields that are asked for need the same thing with different arguments. Ask in two operations.',
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  )

type Place = { type: GraphQLCompositeType; path: string; needs?: Needs }

class Division {
  /** What the fields of each part need. */
  #parts: Map<string, string>[] = [new Map()]
  #schema: GraphQLSchema
  #needsOf: NeedsOf
  #fragments: ReadonlyMap<string, FragmentDefinitionNode>

  constructor(
    schema: GraphQLSchema,
    needsOf: NeedsOf,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.#schema = schema
    this.#needsOf = needsOf
    this.#fragments = fragments
  }

  /** The selections of each part. */
  divide(selections: readonly SelectionNode[], place: Place): SelectionNode[][] {
    const parts: SelectionNode[][] = [[]]
    for (const selection of selections)
      for (const [part, selected] of this.#divideOne(selection, place).entries())
        if (selected) (parts[part] ??= []).push(selected)
    return Array.from(parts, (part) => part ?? [])
  }

  #divideOne(selection: SelectionNode, place: Place): (SelectionNode | undefined)[] {
    if (selection.kind === Kind.FIELD) return this.#divideField(selection, place)
    const { typeCondition, selectionSet } =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? this.#fragments.get(selection.name.value)!
        : selection
    const type = typeCondition ? this.#schema.getType(typeCondition.name.value) : place.type
    const inside = { ...place, type: type as GraphQLCompositeType }
    return this.divide(selectionSet.selections, inside).map((part) =>
      part.length
        ? ({
            kind: Kind.INLINE_FRAGMENT,
            typeCondition,
            selectionSet: { ...selectionSet, selections: part },
          } as InlineFragmentNode)
        : undefined,
    )
  }

  #divideField(field: FieldNode, { type, path, needs }: Place): (SelectionNode | undefined)[] {
    const own = this.#needsOf(type, field.name.value, path)
    const all = own.size ? new Map([...(needs ?? []), ...own]) : needs
    const { selectionSet } = field
    const known = 'getFields' in type ? type.getFields()[field.name.value] : undefined
    const below = known && getNamedType(known.type)
    if (!selectionSet || !isCompositeType(below)) {
      const parts: SelectionNode[] = []
      parts[this.#partFor(all)] = field
      return Array.from(parts)
    }
    const inside = {
      type: below,
      path: `${path}/${(field.alias ?? field.name).value}`,
      ...(all && { needs: all }),
    }
    return this.divide(selectionSet.selections, inside).map((part) =>
      part.length ? { ...field, selectionSet: { ...selectionSet, selections: part } } : undefined,
    )
  }

  #partFor(needs: Needs = new Map()): number {
    const fits = (part: Needs) =>
      [...needs].every(([what, given]) => (part.get(what) ?? given) === given)
    const found = this.#parts.findIndex(fits)
    const index = found < 0 ? this.#parts.push(new Map()) - 1 : found
    for (const [what, given] of needs) this.#parts[index]!.set(what, given)
    return index
  }
}
