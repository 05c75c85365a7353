import {
  GraphQLError,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLOutputType,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import { collectFields, dependsOnKind } from './collect-fields.ts'
import type { Asked as AskedFields } from './collect-fields.ts'
import { isObject, read } from './json.ts'
import type { Json } from './json.ts'
import type { PlanName } from './plan-names.ts'

type Asked = AskedFields & { planName: PlanName }
/** Gives a value the form that was asked for; undefined when it has to be null where null may not be. */
type Complete = (value: unknown) => unknown
type Field =
  | { key: string; from: string; complete: Complete }
  | { key: string; typename: string | undefined }
/** The answer to an operation out of all that was fetched. Null when not even the root may be kept. */
export type Shape = (data: Json) => Json | null

export function createShape(operation: OperationDefinitionNode, asked: Asked): Shape {
  const root = asked.schema.getRootType(operation.operation)!
  const complete = completeComposite(root, [operation.selectionSet], asked)
  return (data) => (complete(data) ?? null) as Json | null
}

function completeField(type: GraphQLOutputType, sets: SelectionSetNode[], asked: Asked): Complete {
  if (isNonNullType(type)) {
    const complete = completeValue(type.ofType, sets, asked)
    return (value) => (value === null || value === undefined ? undefined : complete(value))
  }
  const complete = completeValue(type, sets, asked)
  return (value) => (value === null || value === undefined ? null : (complete(value) ?? null))
}

/** `value` is neither null nor undefined. */
function completeValue(type: GraphQLOutputType, sets: SelectionSetNode[], asked: Asked): Complete {
  if (isListType(type)) return completeList(completeField(type.ofType, sets, asked))
  if (isEnumType(type)) {
    // subgraphs may know values that clients may not
    const known = new Set<unknown>(type.getValues().map(({ name }) => name))
    return (value) => (known.has(value) ? value : undefined)
  }
  if (isLeafType(type)) return (value) => value
  return completeComposite(type as GraphQLCompositeType, sets, asked)
}

function completeList(complete: Complete): Complete {
  return (value) => {
    if (!Array.isArray(value)) return undefined
    const items: unknown[] = []
    for (const each of value) {
      const item = complete(each)
      if (item === undefined) return undefined
      items.push(item)
    }
    return items
  }
}

/** What is asked of a thing depends on what it is, which is compiled when the first of its kind comes. */
function completeComposite(
  declared: GraphQLCompositeType,
  sets: SelectionSetNode[],
  asked: Asked,
): Complete {
  const known = new Map<string, Field[] | null>()
  const fieldsOf = (typename: string) => {
    let fields = known.get(typename)
    if (fields === undefined) {
      const type = asked.schema.getType(typename)
      if (isAbstractType(type) && dependsOnKind(type, sets, asked)) throw unknownKind(typename)
      fields = isObjectType(type) || isAbstractType(type) ? fieldsFor(type, sets, asked) : null
      known.set(typename, fields)
    }
    return fields
  }
  const isConcrete = isObjectType(declared)
  return (value) => {
    if (!isObject(value)) return undefined
    const typename = isConcrete ? declared.name : (value.__typename ?? declared.name)
    const fields = fieldsOf(typename as string)
    return fields ? completeFields(value, fields) : undefined
  }
}

/** Rather than to leave out what was asked for: the plan has no way to what the thing is, of which one knows an interface. */
const unknownKind = (typename: string) =>
  new GraphQLError(
    `It cannot be told here what kind of ${typename} this is. Ask for fields of ${typename} alone.`,
  )

function completeFields(source: Json, fields: Field[]): Json | undefined {
  const object: Json = {}
  for (const field of fields) {
    const value = 'complete' in field ? field.complete(read(source, field.from)) : field.typename
    if (value === undefined) return undefined
    object[field.key] = value
  }
  return object
}

const fieldsFor = (type: GraphQLCompositeType, sets: SelectionSetNode[], asked: Asked): Field[] =>
  [...collectFields(type, sets, asked)].map(([key, nodes]) => toField(key, nodes, type, asked))

function toField(key: string, nodes: FieldNode[], type: GraphQLCompositeType, asked: Asked): Field {
  const name = nodes[0]!.name.value
  if (name === '__typename') return { key, typename: isObjectType(type) ? type.name : undefined }
  const field = (type as GraphQLObjectType).getFields()[name]!
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  return { key, from: asked.planName(nodes[0]!), complete: completeField(field.type, sets, asked) }
}
