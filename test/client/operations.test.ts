import { readFileSync } from 'node:fs'
import { GatewayOptions, limitsOf } from '@weft/gateway/config'
import { createLimits } from '@weft/gateway/limits/limits'
import {
  Kind,
  OperationTypeNode,
  buildSchema,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
  typeFromAST,
} from 'graphql'
import type { GraphQLInputType, OperationDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const schema = buildSchema(read('schema/api.graphql'))

type Operation = { name: string; body: string }
const { operations } = JSON.parse(read('schema/trusted-documents.json')) as {
  operations: Operation[]
}

test('the client has a document for each operation of the graph', () => {
  const files = ['documents.graphql', 'generated/operations.graphql']
  const documents = files.map((file) => parse(read(`clients/typescript/src/${file}`)))
  const asked = new Set(
    documents
      .flatMap(({ definitions }) => definitions)
      .flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? [each] : []))
      .flatMap(({ selectionSet }) => selectionSet.selections)
      .flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : [])),
  )
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const fields = roots.flatMap((root) => Object.keys(root!.getFields()))
  expect(fields.filter((field) => !asked.has(field))).toEqual([])
})

test('no document of the platform comes near the limits of an operation', () => {
  const limits = limitsOf(GatewayOptions.parse({}))
  const { createMeasure, checkShape } = createLimits(
    read('schema/supergraph.graphql'),
    schema,
    limits,
  )
  for (const { name, body } of operations) {
    const document = parse(body)
    const operation = getOperationAST(document)!
    checkShape(document, operation)
    const cost = createMeasure(document, operation).measure(exampleFor(operation))
    expect(cost, name).toBeGreaterThan(0)
    expect(cost, name).toBeLessThan(limits.cost / 4)
  }
  expect(operations.length).toBeGreaterThan(60)
})

/** Variables that an operation takes, pages as long as they may be. */
function exampleFor({ variableDefinitions = [] }: OperationDefinitionNode) {
  return Object.fromEntries(
    variableDefinitions.map(({ variable: { name }, type }) => [
      name.value,
      name.value === 'first' ? 100 : valueOf(typeFromAST(schema, type) as GraphQLInputType),
    ]),
  )
}

const scalars: Record<string, unknown> = { Int: 1, Float: 1, BigInt: 1, Boolean: true, JSON: {} }

const valueOf = (type: GraphQLInputType): unknown =>
  isNonNullType(type) ? someOf(type.ofType) : undefined

function someOf(type: GraphQLInputType): unknown {
  if (isListType(type)) return []
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (!isInputObjectType(type)) return scalars[String(type)] ?? '2026-01-01T00:00:00Z'
  const fields = Object.values(type.getFields())
  if (type.isOneOf) return { [fields[0]!.name]: someOf(fields[0]!.type) }
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type)]))
}

test('every query that needs no variables is answered', async () => {
  const { client } = await startTogether()
  const queries = operations.filter(({ body }) => {
    const [definition] = parse(body).definitions
    return (
      definition?.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.QUERY &&
      definition.variableDefinitions!.every(
        ({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE || defaultValue,
      )
    )
  })
  expect(queries.length).toBeGreaterThan(10)
  for (const { name, body } of queries)
    expect(Object.keys((await client.request(body, {})) as object), name).toHaveLength(1)
})
