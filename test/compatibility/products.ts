import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

type Product = { id: string; sku: string; package: string; variation: { id: string } }
type User = { email: string; totalProductsCreated?: number; yearsOfEmployment?: number }

const email = 'support@apollographql.com'
const products: Product[] = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
  },
  { id: 'apollo-studio', sku: 'studio', package: '', variation: { id: 'platform' } },
]
const deprecated = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: { email },
}
const studies = new Map([
  ['apollo-federation', { study: { caseNumber: '1234', description: 'Federation Study' } }],
  ['apollo-studio', { study: { caseNumber: '1235', description: 'Studio Study' } }],
])

const isLike = (product: Product, { id, sku, package: name, variation }: Partial<Product>) =>
  id ? product.id === id : product.sku === sku && isPart(product, name, variation)
const isPart = (product: Product, name?: string, variation?: { id: string }) =>
  name ? product.package === name : product.variation.id === variation?.id
const findDeprecated = ({ sku, package: name }: { sku: string; package: string }) =>
  sku === deprecated.sku && name === deprecated.package ? deprecated : null

const resolvers = {
  Query: {
    product: (_: unknown, { id }: { id: string }) => products.find((each) => each.id === id),
    deprecatedProduct: (_: unknown, key: { sku: string; package: string }) => findDeprecated(key),
  },
  Product: {
    __resolveReference: (key: Partial<Product>) => products.find((each) => isLike(each, key)),
    createdBy: () => ({ email, totalProductsCreated: 1337 }),
    dimensions: () => ({ size: 'small', weight: 1, unit: 'kg' }),
    research: ({ id }: Product) => [studies.get(id)],
  },
  DeprecatedProduct: { __resolveReference: findDeprecated },
  ProductResearch: {
    __resolveReference: ({ study }: { study: { caseNumber: string } }) =>
      [...studies.values()].find((known) => known.study.caseNumber === study.caseNumber),
  },
  User: {
    __resolveReference: (user: User) => user,
    name: () => 'Jane Smith',
    averageProductsCreatedPerYear: ({ totalProductsCreated, yearsOfEmployment }: User) =>
      Math.round(totalProductsCreated! / yearsOfEmployment!),
  },
  Inventory: {
    __resolveReference: ({ id }: { id: string }) => ({ id, deprecatedProducts: [deprecated] }),
  },
}

/** The subgraph that the suite asks everyone for, on the libraries of our subgraphs. */
export async function startProducts(
  sdl: string,
  port: number,
): Promise<{ stop: () => Promise<void> }> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }])
  const server = new ApolloServer({ schema, stopOnTerminationSignals: false })
  await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } })
  return server
}
