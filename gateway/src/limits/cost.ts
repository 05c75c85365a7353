import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
} from 'graphql'
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLObjectType,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import { collectFields } from '../execution/collect-fields.ts'
import type { Asked } from '../execution/collect-fields.ts'
import type { CostRules, ListSize } from './cost-rules.ts'

/** What a mutation weighs when nothing says otherwise. */
const mutationWeight = 10

/** What asking about the schema weighs: its answer is large, and the same for everybody. */
const introspectionWeight = 1_000

/**
 * The most that an operation may cost: an object weighs 1, a scalar nothing, a list as much as its size times what one
 * of it weighs. Of the types that an abstract field may have, the dearest counts.
 */
export function costOf(operation: OperationDefinitionNode, asked: Asked, rules: CostRules): number {
  const type = asked.schema.getRootType(operation.operation)
  if (!type) return 0
  const isMutation = operation.operation === 'mutation'
  const counting = { asked, rules, isMutation, known: new Known() }
  return costOfObject(type, [operation.selectionSet], counting, null)
}

type Counting = { asked: Asked; rules: CostRules; isMutation: boolean; known: Known }
/** How many things the fields of a connection hold. */
type Sized = { fields: ReadonlySet<string>; size: number } | null

function costOfSelections(
  type: GraphQLCompositeType,
  sets: SelectionSetNode[],
  counting: Counting,
  sized: Sized,
): number {
  if (!isAbstractType(type)) return costOfObject(type, sets, counting, sized)
  const types = counting.asked.schema.getPossibleTypes(type)
  return Math.max(0, ...types.map((each) => costOfObject(each, sets, counting, sized)))
}

function costOfObject(
  type: GraphQLObjectType,
  sets: SelectionSetNode[],
  counting: Counting,
  sized: Sized,
): number {
  const { known, asked } = counting
  const key = known.keyOf(type, sets, sized)
  const before = known.costs.get(key)
  if (before !== undefined) return before
  let cost = 0
  for (const nodes of collectFields(type, sets, asked).values()) {
    const { value: name } = nodes[0]!.name
    const field = type.getFields()[name]
    if (field) cost += costOfField(type, field, { nodes, counting, sized })
    else if (name !== '__typename') cost += introspectionWeight
  }
  known.costs.set(key, cost)
  return cost
}

/**
 * What was counted already: the same selections come again under each of the types that an abstract field may have, and
 * without remembering them the work would grow as a power of the depth.
 */
class Known {
  readonly costs = new Map<string, number>()
  #numbers = new Map<object, number>()

  keyOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[], sized: Sized): string {
    const size = sized && `${this.#numberOf(sized.fields)}x${sized.size}`
    return `${type.name} ${size} ${sets.map((set) => this.#numberOf(set)).join()}`
  }

  #numberOf(thing: object): number {
    const number = this.#numbers.get(thing) ?? this.#numbers.size
    this.#numbers.set(thing, number)
    return number
  }
}

type Given = { nodes: FieldNode[]; counting: Counting; sized: Sized }

function costOfField(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  { nodes, counting, sized }: Given,
): number {
  const { rules, asked } = counting
  const where = `${parent.name}.${field.name}`
  const given = argumentsOf(field, nodes[0]!, asked)
  const size = rules.sizes.get(where)
  const count = size ? countOf(size, given) : 1
  const below = size?.sizedFields ? { fields: size.sizedFields, size: count } : null
  const type = getNamedType(field.type)
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const inside = isCompositeType(type) ? costOfSelections(type, sets, counting, below) : 0
  const times = below ? 1 : sized?.fields.has(field.name) ? sized.size : count
  return (
    costOfArguments({ where, field, given }, rules) +
    times * (weightOf(where, type, counting) + inside)
  )
}

function weightOf(where: string, type: GraphQLNamedType, { rules, isMutation }: Counting): number {
  const said = rules.weights.get(where) ?? rules.weights.get(type.name)
  if (said !== undefined) return said
  if (isMutation && where.startsWith('Mutation.')) return mutationWeight
  return isCompositeType(type) ? 1 : 0
}

type Argued = { where: string; field: GraphQLField<unknown, unknown>; given: object }

function costOfArguments({ where, field, given }: Argued, { weights }: CostRules): number {
  if (!weights.size) return 0
  let cost = 0
  for (const [name, value] of Object.entries(given)) {
    const argument = field.args.find((each) => each.name === name)!
    cost += (weights.get(`${where}(${name})`) ?? 0) + costOfInput(argument.type, value, weights)
  }
  return cost
}

/** What the fields of inputs weigh, those of each item of a list. */
function costOfInput(
  type: GraphQLInputType,
  value: unknown,
  weights: CostRules['weights'],
): number {
  const sum = (costs: number[]) => costs.reduce((total, cost) => total + cost, 0)
  if (Array.isArray(value)) return sum(value.map((each) => costOfInput(type, each, weights)))
  const named = getNamedType(type)
  if (!isInputObjectType(named) || typeof value !== 'object' || !value) return 0
  const fields = named.getFields()
  return sum(
    Object.entries(value).map(
      ([name, inside]) =>
        (weights.get(`${named.name}.${name}`) ?? 0) +
        costOfInput(fields[name]!.type, inside, weights),
    ),
  )
}

/** What a field is given; nothing where that is not valid, which is told when the operation runs. */
function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { conditions }: Asked,
): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, conditions)
  } catch {
    return {}
  }
}

function countOf({ slicingArguments, assumedSize }: ListSize, given: Record<string, unknown>) {
  const sizes = slicingArguments
    .map((name) => given[name])
    .filter((size) => typeof size === 'number')
  return Math.max(0, ...(sizes.length ? sizes : [assumedSize ?? 1]))
}
