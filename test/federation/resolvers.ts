import {
  GraphQLError,
  getNullableType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { GraphQLFieldResolver, GraphQLOutputType, GraphQLSchema } from 'graphql'
import type { Entity, Field, Model, Required } from './model.ts'
import { hash } from './random.ts'

/** What all subgraphs share while one operation is executed: how many mutations there were. */
export type State = { count: number }
type Thing = { id: string; __typename: string }
type Given = { n?: number | null }
type Resolver = GraphQLFieldResolver<Record<string, unknown>, State, Given>

const idsPerEntity = 4
const colors = ['RED', 'GREEN', 'BLUE']

/**
 * All data is a function of where it stands, so that every subgraph and the undivided graph say the same. A seed is such
 * a place.
 */
export class Data {
  #model: Model

  constructor(model: Model) {
    this.#model = model
  }

  /** Gives each field of `schema` what resolves it: `subgraph`, or the undivided graph when null. */
  resolve(schema: GraphQLSchema, subgraph: number | null): void {
    const { entities, interfaces, unions } = this.#model
    for (const field of [...fieldsOf(schema, 'Query'), ...fieldsOf(schema, 'Mutation')])
      if (!field.name.startsWith('_')) field.resolve = resolveRoot(this)
    for (const field of fieldsOf(schema, 'Value')) field.resolve = resolveValue
    for (const entity of entities) this.#resolveEntity(schema, entity, subgraph)
    for (const { name, objects } of interfaces)
      if (!isAbstractType(schema.getType(name)))
        this.#resolveFields(schema, name, [...objects.values()].flat())
    for (const { name } of [...interfaces, ...unions]) {
      const type = schema.getType(name)
      if (isAbstractType(type)) type.resolveType = (thing) => (thing as Thing).__typename
    }
  }

  #resolveEntity(schema: GraphQLSchema, entity: Entity, subgraph: number | null) {
    const added = this.#model.interfaces
      .filter(({ name }) => entity.interfaces.includes(name))
      .flatMap(({ objects }) => [...objects.values()].flat())
    for (const known of fieldsOf(schema, entity.name))
      if (known.name === 'code') known.resolve = ({ id }) => codeOf(id as string)
    this.#resolveFields(schema, entity.name, [...entity.fields, ...added], subgraph)
  }

  #resolveFields(
    schema: GraphQLSchema,
    name: string,
    fields: Field[],
    subgraph: number | null = null,
  ) {
    const known = new Map(fieldsOf(schema, name).map((field) => [field.name, field]))
    for (const field of fields) {
      const found = known.get(field.name)
      if (found) found.resolve = this.#resolverOf(field, subgraph)
    }
  }

  #resolverOf(field: Field, subgraph: number | null): Resolver {
    if (field.requires)
      return subgraph === null ? resolveNeeds(this, field) : resolveNeedsOfGiven(field)
    if (subgraph === null || field.overridden !== subgraph) return resolveField(this, field)
    return () => {
      throw new Error(`${field.name} was overridden`)
    }
  }

  /** A value of the type, as the seed wants it. */
  make(type: GraphQLOutputType, seed: string, isSafe = false): unknown {
    if (!isNonNullType(type) && hash(`${seed} null`) % 8 === 0) return null
    const named = getNullableType(type)
    if (isListType(named))
      return Array.from({ length: hash(`${seed} length`) % 4 }, (_, index) =>
        this.make(named.ofType, `${seed}.${index}`, isSafe),
      )
    return this.#makeNamed(String(named), seed, isSafe)
  }

  #makeNamed(name: string, seed: string, isSafe: boolean): unknown {
    const number = hash(`${seed} value`)
    if (name === 'Int') return number % 1000
    if (name === 'String') return `${seed}`
    if (name === 'Boolean') return number % 2 === 0
    if (name === 'Color') return colors[number % colors.length]
    if (name === 'Value') return { seed, isSafe }
    const { interfaces, unions } = this.#model
    const members = [...interfaces, ...unions].find((each) => each.name === name)?.members
    const __typename = members ? members[number % members.length]!.name : name
    return { __typename, id: `${__typename}:${(number >>> 8) % idsPerEntity}` }
  }

  /** A required field as it is sent to the subgraph that requires it. */
  makeRequired({ field, n }: Required, id: string): unknown {
    return this.#plain(field.wrap(field.type), seedOf(id, field.name, n ?? 1))
  }

  #plain(type: string, seed: string): unknown {
    const isNonNull = type.endsWith('!')
    if (!isNonNull && hash(`${seed} null`) % 8 === 0) return null
    const named = isNonNull ? type.slice(0, -1) : type
    if (named.startsWith('['))
      return Array.from({ length: hash(`${seed} length`) % 4 }, (_, index) =>
        this.#plain(named.slice(1, -1), `${seed}.${index}`),
      )
    if (named === 'Value') return { text: textOf(seed), count: countOf(seed) }
    return this.#makeNamed(named, seed, true)
  }
}

const fieldsOf = (schema: GraphQLSchema, name: string) => {
  const type = schema.getType(name)
  return isObjectType(type) ? Object.values(type.getFields()) : []
}

export const codeOf = (id: string): string => `code of ${id}`
export const idOfCode = (code: string): string => code.slice('code of '.length)
const seedOf = (id: string, name: string, n: number | null | undefined) => `${id}.${name}(${n})`
const textOf = (seed: string) => (hash(`${seed} text`) % 5 ? `text of ${seed}` : null)
const countOf = (seed: string) => hash(`${seed} count`) % 100

/** Some places have nothing but an error. */
function failAt(seed: string): void {
  if (hash(`${seed} fails`) % 14 === 0) throw new GraphQLError(`There is no ${seed}.`)
}

const resolveRoot =
  (data: Data): Resolver =>
  (_source, { n }, state, { fieldName, parentType, returnType }) => {
    const seed = seedOf(parentType.name, fieldName, n)
    const place = parentType.name === 'Mutation' ? `${seed}#${state.count++}` : seed
    failAt(place)
    return data.make(returnType, place)
  }

const resolveField =
  (data: Data, { isSafe, hasArgument }: Field): Resolver =>
  ({ id }, { n }, _state, { fieldName, returnType }) => {
    const seed = seedOf(id as string, fieldName, hasArgument ? n : 1)
    if (!isSafe) failAt(seed)
    return data.make(returnType, seed, isSafe)
  }

const resolveValue: Resolver = ({ seed, isSafe }, _given, _state, { fieldName }) => {
  if (!isSafe) failAt(`${String(seed)} ${fieldName}`)
  return fieldName === 'text' ? textOf(seed as string) : countOf(seed as string)
}

const resolveNeeds =
  (data: Data, { requires = [] }: Field): Resolver =>
  ({ id }) =>
    tell(requires.map((required) => data.makeRequired(required, id as string)))

const resolveNeedsOfGiven =
  ({ requires = [] }: Field): Resolver =>
  (representation) =>
    tell(
      requires.map(({ field: { name } }) => {
        if (representation[name] === undefined) throw new Error(`${name} was not sent`)
        return representation[name]
      }),
    )

/** Order and `__typename` of what was sent mean nothing. */
const tell = (values: unknown[]) =>
  JSON.stringify(values, (_key, value: unknown) =>
    value && typeof value === 'object' && 'count' in value && 'text' in value
      ? [value.text, value.count]
      : value,
  )
