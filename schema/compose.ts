import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { composeServices } from '@apollo/composition'
import { Kind, parse, print, printSchema, visit } from 'graphql'
import type { DocumentNode } from 'graphql'
import { needs } from './access.ts'
import { compareAccess } from './compare-access.ts'

// Writes supergraph.graphql (what the gateway plans with) and api.graphql (what clients see) from one file a subgraph.
// Run by `npm run generate`; `npm run check` fails on a difference.

const folder = import.meta.dirname
const read = (name: string) => readFileSync(`${folder}/${name}.graphql`, 'utf8')

const names = globSync('*.graphql', { cwd: folder })
  .map((file) => basename(file, '.graphql'))
  .filter((name) => !['base', 'supergraph', 'api'].includes(name))
  .sort()

// Composition does not know @oneOf yet; graphql-js in the subgraph enforces it.
const oneOf = 'directive @oneOf on INPUT_OBJECT\n'
const subgraphs = names.map((name) => ({
  name,
  url: `http://${name}/graphql`,
  typeDefs: parse(oneOf + read('base') + read(name)),
}))

const { errors, supergraphSdl, schema } = composeServices(subgraphs)
if (errors) throw new AggregateError(errors, errors.map((error) => error.message).join('\n'))

const apiSchema = schema.toAPISchema().toGraphQLJSSchema()
const faults = compareAccess(apiSchema, needs)
if (faults.length) throw new Error(`schema/access.ts: ${faults.join(' ')}`)
const api = parse(printSchema(apiSchema))
writeFileSync(`${folder}/supergraph.graphql`, supergraphSdl)
writeFileSync(`${folder}/api.graphql`, `${print(withOneOf(api))}\n`)

/** Puts back the @oneOf that composition has dropped. */
function withOneOf(document: DocumentNode): DocumentNode {
  const inputs = new Set(
    subgraphs.flatMap(({ typeDefs }) =>
      typeDefs.definitions.flatMap((definition) =>
        definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION &&
        definition.directives?.some(({ name }) => name.value === 'oneOf')
          ? [definition.name.value]
          : [],
      ),
    ),
  )
  const directive = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'oneOf' } } as const
  return visit(document, {
    InputObjectTypeDefinition: (node) =>
      inputs.has(node.name.value) ? { ...node, directives: [directive] } : undefined,
  })
}
