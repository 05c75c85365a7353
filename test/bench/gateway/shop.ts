// A shop in three subgraphs, in the words of federation 1, which every gateway understands.

const address = '{ street: String city: String zip: String country: String }'

export const sdl = {
  accounts: `
    type Query { me: User }
    type User @key(fields: "id") { id: ID! name: String email: String }`,
  products: `
    type Query { product(id: ID!): Product products(first: Int!): [Product] depots(first: Int!): [Depot] }
    type Product @key(fields: "id") { id: ID! name: String price: Int weight: Float }
    type Depot { id: ID! name: String address: Address stock: [Stock] }
    type Address ${address}
    type Stock { sku: String count: Int shelf: String isLow: Boolean }`,
  reviews: `
    type Review @key(fields: "id") { id: ID! body: String stars: Int author: User }
    extend type Product @key(fields: "id") { id: ID! @external reviews: [Review] }
    extend type User @key(fields: "id") { id: ID! @external reviewCount: Int }`,
}
export type Name = keyof typeof sdl
export const names = Object.keys(sdl) as Name[]

const productOf = ({ id }: { id: string }) => ({
  __typename: 'Product',
  id,
  name: `Product ${id}`,
  price: 100 + Number(id),
  weight: Number(id) / 8,
})
const userOf = ({ id }: { id: string }) => ({
  __typename: 'User',
  id,
  name: `User ${id}`,
  email: `user${id}@example.com`,
})
const reviewsOf = ({ id }: { id: string }) =>
  [0, 1].map((index) => ({
    __typename: 'Review',
    id: `${id}-${index}`,
    body: `Review ${index} of product ${id}.`,
    stars: 1 + ((Number(id) + index) % 5),
    author: { __typename: 'User', id: String((Number(id) * 2 + index) % 40) },
  }))
const depotOf = (index: number) => ({
  id: String(index),
  name: `Depot ${index}`,
  address: {
    street: `${index} Long Street`,
    city: `City ${index % 9}`,
    zip: '12345',
    country: 'X',
  },
  stock: Array.from({ length: 8 }, (_, at) => ({
    sku: `sku-${index}-${at}`,
    count: (index * 31 + at * 17) % 90,
    shelf: `Shelf ${at}`,
    isLow: (index + at) % 3 === 0,
  })),
})

const many = <T>({ first }: { first: number }, make: (index: number) => T): T[] =>
  Array.from({ length: first }, (_, index) => make(index))

export const resolvers = {
  accounts: { Query: { me: () => userOf({ id: '1' }) }, User: { __resolveReference: userOf } },
  products: {
    Query: {
      product: (_: unknown, { id }: { id: string }) => productOf({ id }),
      products: (_: unknown, given: { first: number }) =>
        many(given, (index) => productOf({ id: String(index) })),
      depots: (_: unknown, given: { first: number }) => many(given, depotOf),
    },
    Product: { __resolveReference: productOf },
  },
  reviews: {
    Review: { __resolveReference: ({ id }: { id: string }) => reviewsOf({ id })[0] },
    Product: { __resolveReference: ({ id }: { id: string }) => ({ id }), reviews: reviewsOf },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, reviewCount: 1 }) },
  },
}

export type Question = {
  name: string
  /** Asked in turn; alike but for their variables. */
  bodies: string[]
  /** The one subgraph that could answer it, to be asked directly. */
  subgraph?: Name
}
const ask = (query: string, variables: object) => JSON.stringify({ query, variables })
const products = Array.from({ length: 1_000 }, (_, index) => String(index))

const product = (id: string) =>
  ask('query ($id: ID!) { product(id: $id) { id name price } }', { id })
const productWithReviews = (id: string) =>
  ask('query ($id: ID!) { product(id: $id) { name reviews { body author { name } } } }', { id })

export const questions: Question[] = [
  {
    name: 'one subgraph',
    bodies: [product('7')],
    subgraph: 'products',
  },
  { name: 'one subgraph, each of another', bodies: products.map(product), subgraph: 'products' },
  { name: 'two hops', bodies: [productWithReviews('7')] },
  { name: 'two hops, each of another', bodies: products.map(productWithReviews) },
  {
    name: '50 entities + hop',
    bodies: [
      ask(
        'query ($first: Int!) { products(first: $first) { id name reviews { stars body author { id name } } } }',
        { first: 50 },
      ),
    ],
  },
  {
    name: '87 KB answer',
    bodies: [
      ask(
        'query ($first: Int!) { depots(first: $first) { id name address { street city zip country } stock { sku count shelf isLow } } }',
        { first: 141 },
      ),
    ],
    subgraph: 'products',
  },
]
