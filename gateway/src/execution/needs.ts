import { Kind, getNamedType, isAbstractType, print } from 'graphql'
import type { FieldNode, GraphQLCompositeType, GraphQLSchema, SelectionNode } from 'graphql'
import type { FieldSets } from './field-sets.ts'

/** The arguments with which something is needed, by where it stands. */
export type Needs = ReadonlyMap<string, string>
/** What a field of a thing at `path` needs of that thing, and what that needs in turn. */
export type NeedsOf = (type: GraphQLCompositeType, field: string, path: string) => Needs

export function createNeedsOf(schema: GraphQLSchema, requires: FieldSets['requires']): NeedsOf {
  const needed = ({ type, field }: Pick<Place, 'type'> & { field: string }) =>
    requires.get(`${type}.${field}`) ?? []

  const add = (selections: readonly SelectionNode[], place: Place, needs: Map<string, string>) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) addField(selection, place, needs)
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? place.type
        const path = `${place.path} ${type}`
        add(selection.selectionSet.selections, { type, path }, needs)
      }
    }
  }
  const addField = (node: FieldNode, { type, path }: Place, needs: Map<string, string>) => {
    const field = node.name.value
    const what = `${path}.${field}`
    if (needs.has(what)) return
    needs.set(what, (node.arguments ?? []).map(print).toSorted().join())
    add(needed({ type, field }), { type, path }, needs)
    const inside = node.selectionSet?.selections ?? []
    add(inside, { type: typeOf(schema, type, field), path: what }, needs)
  }

  return (type, field, path) => {
    const needs = new Map<string, string>()
    const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]
    for (const { name } of types)
      add(needed({ type: name, field }), { type: name, path: `${path} ${name}` }, needs)
    return needs
  }
}

type Place = { type: string; path: string }

function typeOf(schema: GraphQLSchema, name: string, field: string): string {
  const type = schema.getType(name)
  const known = type && 'getFields' in type ? type.getFields()[field] : undefined
  return known ? getNamedType(known.type).name : ''
}
