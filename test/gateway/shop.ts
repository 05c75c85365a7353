import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, parse } from 'graphql'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`

const sdl = {
  products: `${link}
    type Query { products: [Product!]! }
    type Product @key(fields: "sku") { sku: ID! name: String! }`,
  reviews: `${link}
    type Query { asked: [String]! }
    type Subscription { reviewed: Product! }
    type Product @key(fields: "sku") { sku: ID! stars: Int! }`,
}
type Name = keyof typeof sdl

const stars: Record<string, number> = { lamp: 4, desk: 5 }
const names: Record<string, string> = { lamp: 'Lamp', desk: 'Desk' }
const find = ({ sku }: { sku: string }) => ({ sku, name: names[sku], stars: stars[sku] })

export type Shop = {
  supergraphSdl: string
  /** The `Authorization` headers that came. */
  authorizations: (string | undefined)[]
}

/** Two subgraphs of somebody else's, on paths of their own of one server, gone when the test ends. */
export async function startShop(): Promise<Shop> {
  const authorizations: (string | undefined)[] = []
  const schemas = {
    products: schemaOf('products', {
      products: () => ['lamp', 'desk'].map((sku) => find({ sku })),
    }),
    reviews: schemaOf('reviews', { asked: () => authorizations }),
  }
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization)
    void answer(schemas[nameIn(request)], request).then((result) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
    )
  })
  const sockets = new WebSocketServer({ server, path: '/shop/reviews/graphql' })
  useServer({ schema: schemas.reviews }, sockets)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { supergraphSdl: compose(`http://127.0.0.1:${port}/shop`), authorizations }
}

function schemaOf(name: Name, query: Record<string, () => unknown>): GraphQLSchema {
  const resolvers = {
    Query: query,
    Product: { __resolveReference: find },
    ...(name === 'reviews' && { Subscription: { reviewed: { subscribe: review } } }),
  }
  return buildSubgraphSchema([{ typeDefs: parse(sdl[name]), resolvers: resolvers as never }])
}

async function* review() {
  for (const sku of ['desk', 'lamp']) yield { reviewed: find({ sku }) }
}

const nameIn = ({ url = '' }: IncomingMessage) => url.split('/')[2] as Name

async function answer(schema: GraphQLSchema, request: IncomingMessage): Promise<ExecutionResult> {
  const { query, variables } = (await json(request)) as { query: string; variables?: object }
  return execute({ schema, document: parse(query), variableValues: { ...variables } })
}

function compose(url: string): string {
  const { supergraphSdl, errors } = composeServices(
    (Object.keys(sdl) as Name[]).map((name) => ({
      name,
      url: `${url}/${name}/graphql`,
      typeDefs: parse(sdl[name]),
    })),
  )
  if (errors) throw new AggregateError(errors)
  return supergraphSdl
}
