import { getNamedType, isAbstractType, isCompositeType, isObjectType, parse } from 'graphql'
import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql'
import type { Request } from './federation.ts'
import type { Random } from './random.ts'

const maxDepth = 5
const definitions = { $yes: 'Boolean!', $no: 'Boolean! = false', $three: 'Int' }

/** Some operation that the schema may be asked. */
export function makeQuery(schema: GraphQLSchema, random: Random): Request {
  const isMutation = Boolean(schema.getMutationType()) && random.chance(0.15)
  const root = isMutation ? schema.getMutationType()! : schema.getQueryType()!
  const writer = new Writer(schema, random)
  const selection = writer.selectionOf(root, 0)
  const body = `${selection}\n${writer.fragments.join('\n')}`
  const used = Object.entries(definitions).filter(([name]) => body.includes(name))
  const given = used.length ? `(${used.map((each) => each.join(': ')).join()})` : ''
  const text = `${isMutation ? 'mutation' : 'query'} Made${given} ${body}`
  return { document: parse(text), variables: writer.variables }
}

class Writer {
  fragments: string[] = []
  variables: Record<string, unknown> = {}
  #schema: GraphQLSchema
  #random: Random
  #names = 0

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema
    this.#random = random
    this.variables.yes = random.chance(0.7)
    if (random.chance(0.5)) this.variables.no = random.chance(0.3)
    if (random.chance(0.5)) this.variables.three = random.pick([3, null])
  }

  selectionOf(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#random.below(4)
    const selections = Array.from({ length: count }, () => this.#selection(type, depth))
    return `{ ${selections.join(' ')} }`
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random
    const fields = 'getFields' in type ? Object.values(type.getFields()) : []
    const isUnion = !fields.length
    if (random.chance(isUnion ? 0.25 : 0.08)) return this.#typename()
    if (depth === maxDepth) return this.#leaf(fields)
    const fragments = isAbstractType(type) ? 0.45 : 0.12
    if (isUnion || random.chance(fragments)) return this.#fragment(type, depth)
    return this.#field(random.pick(fields), depth)
  }

  #leaf(fields: GraphQLField<unknown, unknown>[]): string {
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)))
    return leaves.length ? this.#field(this.#random.pick(leaves), maxDepth) : '__typename'
  }

  #typename() {
    return this.#random.chance(0.3) ? `t${this.#names++}: __typename` : '__typename'
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const random = this.#random
    const hasOwnName = random.chance(0.25)
    const given =
      field.args.length && hasOwnName ? random.pick(['(n: 2)', '(n: $three)', '(n: null)', '']) : ''
    const named = getNamedType(field.type)
    const name = hasOwnName ? `${this.#ownName()}: ${field.name}` : field.name
    const below = isCompositeType(named) ? this.selectionOf(named, depth + 1) : ''
    return `${name}${given} ${this.#condition()} ${below}`
  }

  /** Seldom one that belongs to another field: often that is no valid operation. */
  #ownName(): string {
    const isOthers = this.#random.chance(0.04)
    return isOthers ? this.#random.pick(['id', 'code', 'e0_00']) : `a${this.#names++}`
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random
    const possible = isAbstractType(type) ? [...this.#schema.getPossibleTypes(type)] : [type]
    const interfaces = possible.flatMap((each) => (isObjectType(each) ? each.getInterfaces() : []))
    const condition = random.pick<GraphQLCompositeType>([
      ...possible,
      ...possible,
      ...interfaces,
      type,
    ])
    const selection = this.selectionOf(condition, depth + 1)
    if (random.chance(0.6)) {
      const on = condition === type && random.chance(0.5) ? '' : `on ${condition.name}`
      return `... ${on} ${this.#condition()} ${selection}`
    }
    const name = `F${this.#names++}`
    this.fragments.push(`fragment ${name} on ${condition.name} ${selection}`)
    return `...${name} ${this.#condition()}`
  }

  #condition(): string {
    if (this.#random.chance(0.85)) return ''
    const when = this.#random.pick(['$yes', '$no', 'true', 'false'])
    return this.#random.pick([`@include(if: ${when})`, `@skip(if: ${when})`])
  }
}
