import { globSync, readFileSync } from 'node:fs'
import { GraphQLInputObjectType, Kind, parse } from 'graphql'
import type { GraphQLSchema } from 'graphql'

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
