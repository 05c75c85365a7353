import { readFileSync } from 'node:fs'
import {
  GraphQLList,
  Kind,
  buildSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  print,
} from 'graphql'
import type { GraphQLOutputType, ObjectTypeDefinitionNode } from 'graphql'
import { readCostRules } from '@weft/gateway/limits/cost-rules'
import { expect, test } from 'vitest'

const schemaFolder = `${import.meta.dirname}/../schema`
const api = buildSchema(readFileSync(`${schemaFolder}/api.graphql`, 'utf8'))
const types = Object.values(api.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
const fieldsOf = (name: 'Query' | 'Mutation' | 'Subscription') =>
  Object.values((api.getType(name) as ReturnType<typeof api.getQueryType>)!.getFields())
const nameOf = (type: GraphQLOutputType) => getNamedType(type).name
const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1)

test.for(fieldsOf('Mutation'))('mutation $name takes one input or an id', ({ args }) => {
  expect(['input', 'id']).toContain(args.map((arg) => arg.name).join())
})

test.for(fieldsOf('Mutation'))('mutation $name answers with a union of its result', ({ type }) => {
  expect(isNonNullType(type) && nameOf(type)).toMatch(/Result$/)
})

test.for(fieldsOf('Mutation').filter(({ args }) => args[0]!.name === 'input'))(
  'the input of mutation $name is named after it',
  ({ name, args }) => {
    expect(getNamedType(args[0]!.type).name).toBe(`${capital(name)}Input`)
  },
)

test.for(types.filter(isUnionType))('union $name has one success, and errors', (union) => {
  const [success, ...errors] = union.getTypes()
  const isError = (type: typeof success) =>
    type!.getInterfaces().some(({ name }) => name === 'Error')
  expect(isError(success)).toBe(false)
  expect(errors.every(isError)).toBe(true)
})

const lists = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).flatMap((field) => ({
        where: `${type.name}.${field.name}`,
        field,
      }))
    : [],
)

test.for(lists.filter(({ field }) => nameOf(field.type).endsWith('Connection')))(
  '$where is paged by first and after',
  ({ field }) => {
    const args = Object.fromEntries(field.args.map((arg) => [arg.name, String(arg.type)]))
    expect(args).toMatchObject({ first: 'Int!', after: 'Cursor' })
    expect(field.args.find(({ name }) => name === 'first')!.defaultValue).toBeGreaterThan(0)
  },
)

test.for(types.filter(({ name }) => name.endsWith('Connection')).filter(isObjectType))(
  '$name has the one shape of connections',
  (type) => {
    const node = type.name.replace(/Connection$/, '')
    const shape = Object.fromEntries(
      Object.values(type.getFields()).map((field) => [field.name, String(field.type)]),
    )
    expect(shape).toEqual({
      edges: `[${node}Edge!]!`,
      nodes: `[${node}!]!`,
      pageInfo: 'PageInfo!',
      totalCount: 'Int!',
    })
  },
)

test.for(lists.filter(({ field }) => isListOf(field.type)))(
  '$where is a list without holes',
  ({ field }) => {
    const list = isNonNullType(field.type) ? field.type.ofType : field.type
    expect(list instanceof GraphQLList && isNonNullType(list.ofType)).toBe(true)
  },
)

function isListOf(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

/** Fields of a subgraph whose type another one owns; the owner is where the type implements Node and can be resolved. */
const borders = ['entities', 'datasets', 'jobs', 'deployments', 'guardrails'].flatMap(
  (subgraph) => {
    const { definitions } = parse(readFileSync(`${schemaFolder}/${subgraph}.graphql`, 'utf8'))
    const objects = definitions.filter(
      (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
    )
    const foreign = objects
      .filter(
        ({ directives, interfaces }) =>
          directives!.some(({ name }) => name.value === 'key') &&
          (!interfaces!.length ||
            directives!.some((key) => print(key).includes('resolvable: false'))),
      )
      .map(({ name }) => name.value)
    return objects.flatMap(({ name, fields }) =>
      fields!
        .filter(({ type }) => foreign.includes(print(type).replace('!', '')))
        .map((field) => ({
          where: `${name.value}.${field.name.value} of ${subgraph}`,
          type: field.type,
        })),
    )
  },
)

test('there are borders between subgraphs', () => {
  expect(borders.length).toBeGreaterThan(10)
})

test.for(borders)(
  '$where may be null, so that one dead subgraph does not empty an answer',
  ({ type }) => {
    expect(type.kind).not.toBe(Kind.NON_NULL_TYPE)
  },
)

test.for(types.filter(isInputObjectType).filter(({ isOneOf }) => isOneOf))(
  'the members of $name are optional, as @oneOf wants',
  (type) => {
    expect(Object.values(type.getFields()).every((field) => !isNonNullType(field.type))).toBe(true)
  },
)

test.for(lists.filter(({ field }) => field.name === 'id'))('$where is an ID', ({ field }) => {
  expect(String(field.type)).toBe('ID!')
})

const { sizes } = readCostRules(readFileSync(`${schemaFolder}/supergraph.graphql`, 'utf8'))
const listsOfObjects = lists.filter(
  ({ where, field }) =>
    isObjectType(getNamedType(field.type)) &&
    String(field.type).startsWith('[') &&
    !/(Connection)\.(edges|nodes)$/.test(where),
)
const connections = lists.filter(({ field }) => nameOf(field.type).endsWith('Connection'))

test.for([...listsOfObjects, ...connections])('$where says how long it may be', ({ where }) => {
  expect(sizes.get(where)).toBeDefined()
})
