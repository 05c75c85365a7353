import { getArgumentValues, getNamedType, isAbstractType, isCompositeType } from 'graphql'
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import type { CostRules, ListSize } from './cost-rules.ts'
import { collect } from './selection.ts'
import type { Reading } from './selection.ts'

/** What a mutation weighs when nothing says otherwise. */
const mutationWeight = 10

export type Costing = { schema: GraphQLSchema; rules: CostRules }

/**
 * The most that an operation may cost: an object weighs 1, a scalar nothing, a list as much as its size times what one
 * of it weighs. Of the types that an abstract field may have, the dearest counts.
 */
export function costOf(
  operation: OperationDefinitionNode,
  reading: Reading,
  costing: Costing,
): number {
  const type = costing.schema.getRootType(operation.operation)
  if (!type) return 0
  const count = { ...costing, reading, isMutation: operation.operation === 'mutation' }
  return costOfObject(type, [operation.selectionSet], count, null)
}

type Counting = Costing & { reading: Reading; isMutation: boolean }
/** How many things the fields of a connection hold. */
type Sized = { fields: ReadonlySet<string>; size: number } | null

function costOfSelections(
  type: GraphQLCompositeType,
  sets: SelectionSetNode[],
  counting: Counting,
  sized: Sized,
): number {
  if (!isAbstractType(type)) return costOfObject(type, sets, counting, sized)
  const types = counting.schema.getPossibleTypes(type)
  return Math.max(0, ...types.map((each) => costOfObject(each, sets, counting, sized)))
}

function costOfObject(
  type: GraphQLObjectType,
  sets: SelectionSetNode[],
  counting: Counting,
  sized: Sized,
): number {
  const { schema, reading } = counting
  const applies = (condition: string) => {
    const named = schema.getType(condition)
    return named === type || (isAbstractType(named) && schema.isSubType(named, type))
  }
  let cost = 0
  for (const nodes of collect(sets, reading, applies).values()) {
    const field = type.getFields()[nodes[0].name.value]
    if (field) cost += costOfField(type, field, { nodes, counting, sized }) // else `__typename`
  }
  return cost
}

type Asked = { nodes: [FieldNode, ...FieldNode[]]; counting: Counting; sized: Sized }

function costOfField(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  { nodes, counting, sized }: Asked,
): number {
  const { rules, reading } = counting
  const where = `${parent.name}.${field.name}`
  const given = argumentsOf(field, nodes[0], reading)
  const size = rules.sizes.get(where)
  const count = size ? countOf(size, given) : 1
  const below = size?.sizedFields ? { fields: size.sizedFields, size: count } : null
  const type = getNamedType(field.type)
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const inside = isCompositeType(type) ? costOfSelections(type, sets, counting, below) : 0
  const times = below ? 1 : sized?.fields.has(field.name) ? sized.size : count
  return costOfArguments(where, given, rules) + times * (weightOf(where, type, counting) + inside)
}

function weightOf(where: string, type: GraphQLNamedType, { rules, isMutation }: Counting): number {
  const said = rules.weights.get(where) ?? rules.weights.get(type.name)
  if (said !== undefined) return said
  if (isMutation && where.startsWith('Mutation.')) return mutationWeight
  return isCompositeType(type) ? 1 : 0
}

function costOfArguments(where: string, given: object, { weights }: CostRules): number {
  if (!weights.size) return 0
  const costs = Object.keys(given).map((name) => weights.get(`${where}(${name})`) ?? 0)
  return costs.reduce((sum, cost) => sum + cost, 0)
}

/** What a field is given; nothing where that is not valid, which is told when the operation runs. */
function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { variables }: Reading,
): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, variables)
  } catch {
    return {}
  }
}

function countOf({ slicingArguments, assumedSize }: ListSize, given: Record<string, unknown>) {
  const sizes = slicingArguments.map((name) => Number(given[name])).filter(Number.isFinite)
  return Math.max(0, ...(sizes.length ? sizes : [assumedSize ?? 1]))
}
