import { readFileSync, writeFileSync } from 'node:fs'
import {
  Kind,
  OperationTypeNode,
  buildSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  validate,
} from 'graphql'
import type { GraphQLCompositeType, GraphQLField, GraphQLObjectType } from 'graphql'
import { needs } from './access.ts'

// Writes an operation for each field of the API's roots that the client has none for, with all that it can tell of one thing
// by itself: generated/operations.graphql of the client. Run by `npm run generate`.

const folder = `${import.meta.dirname}/../clients/typescript/src`
const schema = buildSchema(readFileSync(`${import.meta.dirname}/api.graphql`, 'utf8'))
const written = parse(readFileSync(`${folder}/documents.graphql`, 'utf8'))

const names = new Set<string>()
const known = new Set<string>()
for (const definition of written.definitions) {
  if (definition.kind !== Kind.OPERATION_DEFINITION) continue
  names.add(definition.name!.value)
  for (const selection of definition.selectionSet.selections)
    if (selection.kind === Kind.FIELD) known.add(selection.name.value)
}

const operations = Object.values(OperationTypeNode).flatMap((operation) =>
  Object.values(schema.getRootType(operation)?.getFields() ?? {})
    .filter(({ name }) => !known.has(name))
    .map((field) => toOperation(operation, field)),
)
const document = parse(operations.join('\n'))
const problems = validate(schema, document)
if (problems.length) throw new AggregateError(problems, problems.join('\n'))
writeFileSync(`${folder}/generated/operations.graphql`, `${print(document)}\n`)

type Field = GraphQLField<unknown, unknown>

function toOperation(operation: OperationTypeNode, field: Field): string {
  const own = field.name[0]!.toUpperCase() + field.name.slice(1)
  const name = names.has(own) ? `Find${own}` : own
  const given = field.astNode!.arguments ?? []
  const variables = given.map((argument) => {
    const otherwise = argument.defaultValue ? ` = ${print(argument.defaultValue)}` : ''
    return `$${argument.name.value}: ${print(argument.type)}${otherwise}`
  })
  const passed = given.map(({ name: { value } }) => `${value}: $${value}`)
  const type = getNamedType(field.type)
  const inside = isCompositeType(type) ? select(type, 1) : ''
  return `${operation} ${name}${inParentheses(variables)} { ${field.name}${inParentheses(passed)} ${inside} }`
}

function inParentheses(parts: string[]): string {
  return parts.length ? `(${parts.join(', ')})` : ''
}

/** What a thing tells by itself; `depth` more steps to what it holds. */
function select(type: GraphQLCompositeType, depth: number): string {
  if (type.name.endsWith('Connection')) return selectPage(type, depth)
  if (!isAbstractType(type)) return `{ ${fieldsOf(type, depth).join(' ')} }`
  const common = isInterfaceType(type) ? leavesOf(type.getFields(), type.name) : []
  const types = schema.getPossibleTypes(type)
  const members = types.map((member) => {
    const isOwn = (field: string) => !common.includes(field) && !differs(nameIn(field), types)
    const own = fieldsOf(member, depth).filter(isOwn)
    return own.length ? `... on ${member.name} { ${own.join(' ')} }` : ''
  })
  return `{ __typename ${common.join(' ')} ${members.join(' ')} }`
}

function nameIn(field: string): string {
  return field.split(' ', 1)[0]!
}

/** Members have a field of this name with other types: they could not stand beside each other. */
function differs(name: string, types: readonly GraphQLObjectType[]): boolean {
  return (
    new Set(
      types.flatMap((type) => {
        const field = type.getFields()[name]
        return field ? [String(field.type)] : []
      }),
    ).size > 1
  )
}

function selectPage(type: GraphQLCompositeType, depth: number): string {
  const { nodes } = (type as GraphQLObjectType).getFields()
  const node = getNamedType(nodes!.type)
  const inside = isCompositeType(node) ? select(node, depth) : ''
  return `{ nodes ${inside} pageInfo { hasNextPage endCursor } totalCount }`
}

function fieldsOf(type: GraphQLObjectType, depth: number): string[] {
  const fields = type.getFields()
  const holding = depth
    ? Object.values(fields).flatMap((field) => {
        const held = getNamedType(field.type)
        const isHeld = isObjectType(held) && isSimple(field, type.name) && !isPage(held)
        const inside = isHeld ? fieldsOf(held, 0) : []
        return inside.length ? [`${field.name} { ${inside.join(' ')} }`] : []
      })
    : []
  return [...leavesOf(fields, type.name), ...holding]
}

function isPage({ name }: GraphQLObjectType): boolean {
  return name.endsWith('Connection')
}

function leavesOf(fields: Record<string, Field>, type: string): string[] {
  return Object.values(fields)
    .filter((field) => !isCompositeType(getNamedType(field.type)) && isSimple(field, type))
    .map(({ name }) => name)
}

/** Needs no argument, and no right beyond that to see the whole. */
function isSimple({ name, args }: Field, type: string): boolean {
  const isOptional = args.every(
    (argument) => !isNonNullType(argument.type) || argument.defaultValue !== undefined,
  )
  return isOptional && !(`${type}.${name}` in needs)
}
