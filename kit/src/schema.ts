import { readFileSync } from 'node:fs'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { scalars } from './scalars.ts'

const read = (name: string) =>
  readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8')

type Resolvers = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number] extends infer M
    ? M extends { resolvers?: infer R }
      ? R
      : never
    : never
>

/** The executable schema of one subgraph: what all share, and its own file. */
export const buildSchema = (name: string, resolvers: object): GraphQLSchema =>
  buildSubgraphSchema([
    {
      typeDefs: parse(read('base') + read(name)),
      resolvers: { ...scalars, ...resolvers } as Resolvers,
    },
  ])
