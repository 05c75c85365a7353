import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

// Writes supergraph.graphql from one file a subgraph. Run by `npm run generate`; `npm run check` fails on a difference.

const folder = import.meta.dirname
const read = (name: string) => readFileSync(`${folder}/${name}.graphql`, 'utf8')

const names = globSync('*.graphql', { cwd: folder })
  .map((file) => basename(file, '.graphql'))
  .filter((name) => !['base', 'supergraph'].includes(name))
  .sort()

// Composition does not know @oneOf yet; graphql-js in the subgraph enforces it.
const oneOf = 'directive @oneOf on INPUT_OBJECT\n'

const { errors, supergraphSdl } = composeServices(
  names.map((name) => ({
    name,
    url: `http://${name}/graphql`,
    typeDefs: parse(oneOf + read('base') + read(name)),
  })),
)
if (errors) throw new AggregateError(errors, errors.map((error) => error.message).join('\n'))

writeFileSync(`${folder}/supergraph.graphql`, supergraphSdl)
