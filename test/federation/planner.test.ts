import { composeServices } from '@apollo/composition'
import { createCompileOperation } from '@weft/gateway/execution/operations'
import type { Fetch } from '@weft/gateway/execution/fetch'
import { createPlanner } from '@weft/gateway/execution/planner'
import { parse } from 'graphql'
import { expect, test } from 'vitest'

const imports = '"@key", "@external", "@requires", "@interfaceObject"'
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`

/** Executes an operation over subgraphs that answer in turn, and tells what they were asked. */
async function ask(sdl: Record<string, string>, query: string, answers: object[]) {
  const { supergraphSdl = '' } = composeServices(
    Object.entries(sdl).map(([name, text]) => ({ name, typeDefs: parse(link + text) })),
  )
  const planner = createPlanner({ sdl: supergraphSdl, oneOfInputs: new Set() })
  const asked: [string, Fetch][] = []
  const left = [...answers]
  const result = await createCompileOperation(planner)(parse(query), undefined)!.run({
    variables: {},
    ask: async (subgraph, fetch) => {
      asked.push([subgraph, fetch])
      return left.shift() as object
    },
  })
  return { asked, ...result }
}

const shop = {
  prices: `type Query { item: Item } type Item @key(fields: "sku") { sku: ID! name: String price(in: String!): Int }`,
  taxes: `type Item @key(fields: "sku") { sku: ID! price(in: String!): Int @external
    tax: Int @requires(fields: "price(in: \\"EUR\\")") }`,
}

test('what a client calls as a plan calls something else keeps its own value', async () => {
  const { data, errors } = await ask(shop, '{ item { sku: name price(in: "USD") tax } }', [
    {
      data: {
        item: {
          __typename: 'Item',
          sku: 'lamp',
          weft__sku: 'Lamp',
          price: 90,
          weft__price: 100,
        },
      },
    },
    { data: { _entities: [null] }, errors: [{ message: 'no tax', path: ['_entities', 0, 'tax'] }] },
  ])
  expect(data).toEqual({ item: { sku: 'Lamp', price: 100, tax: null } })
  expect(errors?.map(({ path }) => path)).toEqual([['item', 'tax']])
})

test('an error stands where its client called it so', async () => {
  const { errors } = await ask(shop, '{ item { sku: name } }', [
    {
      data: { item: { weft__sku: null } },
      errors: [{ message: 'no name', path: ['item', 'weft__sku'] }],
    },
  ])
  expect(errors?.map(({ path }) => path)).toEqual([['item', 'sku']])
})

test('an entity is named by a key by which its subgraph finds it', async () => {
  const { asked } = await ask(
    {
      one: `type Query { thing: Thing }
        type Thing @key(fields: "name", resolvable: false) @key(fields: "id") {
          id: ID! name: ID! size: Int @external large: Boolean @requires(fields: "size") }`,
      two: 'type Thing @key(fields: "id") { id: ID! size: Int }',
    },
    '{ thing { large } }',
    [
      { data: { thing: { __typename: 'Thing', id: '1', name: 'a' } } },
      { data: { _entities: [{ size: 2 }] } },
      { data: { _entities: [{ large: true }] } },
    ],
  )
  expect(asked[2]![1].representations).toEqual(['{"__typename":"Thing","size":2,"id":"1"}'])
})

test('a field of which no subgraph has anything is refused, rather than to seem null', async () => {
  const sdl = {
    one: `type Query { node: Node }
      interface Node @key(fields: "id") { id: ID! }`,
    two: `type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! size: Int }`,
  }
  await expect(ask(sdl, '{ a: node { id } node { size } }', [])).rejects.toThrow(
    'No subgraph has all that is asked of the field named `node`.',
  )
})

test('a mutation whose fields need the same with different arguments is refused', async () => {
  const sdl = {
    prices: shop.prices.replace('type Query', 'type Mutation { sell: Item } type Query'),
    taxes: `${shop.taxes.slice(0, -1)} duty: Int @requires(fields: "price(in: \\"USD\\")") }`,
  }
  await expect(ask(sdl, 'mutation { sell { tax duty } }', [])).rejects.toThrow(
    'different arguments',
  )
})
