import { globSync, readFileSync } from 'node:fs'
import { GraphQLInputObjectType, Kind, parse, valueFromASTUntyped } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { z } from 'zod'

/** The composed graph, and the names of the inputs that take exactly one field: composition forgets which. */
export type SupergraphSource = { sdl: string; oneOfInputs: ReadonlySet<string> }

const folder = new URL('../../../schema/', import.meta.url)

/** The committed supergraph. */
export function readSupergraph(): SupergraphSource {
  const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
  const parts = globSync('*.graphql', { cwd: folder }).filter(
    (file) => file !== 'supergraph.graphql',
  )
  return {
    sdl: read('supergraph.graphql'),
    oneOfInputs: new Set(parts.flatMap((file) => findOneOfInputs(read(file)))),
  }
}

export const findOneOfInputs = (sdl: string): string[] =>
  parse(sdl, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION &&
    definition.directives?.some(({ name }) => name.value === 'oneOf')
      ? [definition.name.value]
      : [],
  )

/** Makes the schema validate and introspect `@oneOf` again. */
export function restoreOneOf(schema: GraphQLSchema, names: ReadonlySet<string>): void {
  for (const name of names) {
    const type = schema.getType(name)
    if (type instanceof GraphQLInputObjectType) type.isOneOf = true
  }
}

/** Where each subgraph takes operations, as the supergraph itself says, by the names that plans call them by. */
export function subgraphUrlsIn(supergraphSdl: string): Record<string, string> {
  const values = parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? [])
      : [],
  )
  const urls = values.flatMap(({ directives = [] }) =>
    directives.map(({ arguments: given = [] }) =>
      JoinGraph.parse(
        Object.fromEntries(
          given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
        ),
      ),
    ),
  )
  if (!urls.length) throw new Error('This is no supergraph: it has no `join__Graph`.')
  return Object.fromEntries(urls.map(({ name, url }) => [name, url]))
}

const JoinGraph = z.object({ name: z.string(), url: z.url({ protocol: /^https?$/ }) })
