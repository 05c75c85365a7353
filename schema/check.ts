import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema, parse, validate } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { z } from 'zod'

// Holds the API against that of the last release, and recorded operations against the API. Run by `npm run schema:check`, and
// by `npm run check`; `--allow-breaking` says that a breaking change is meant.

const own = (name: string) => `${import.meta.dirname}/${name}`
const { values } = parseArgs({
  options: {
    schema: { type: 'string', default: own('api.graphql') },
    released: { type: 'string', default: own('released/api.graphql') },
    operations: { type: 'string', multiple: true, default: [own('trusted-documents.json')] },
    'allow-breaking': { type: 'boolean', default: false },
  },
})

/** A manifest of persisted queries, or a plain document of GraphQL. */
const Manifest = z.object({
  operations: z.array(z.object({ name: z.string(), body: z.string() })),
})

const schema = read(values.schema)
const breaking = (await diff(read(values.released), schema)).filter(
  ({ criticality }) => criticality.level === CriticalityLevel.Breaking,
)
const broken = values.operations.flatMap(operationsIn).flatMap(({ name, body }) =>
  validate(schema, parse(body))
    .slice(0, 1)
    .map(({ message }) => `${name}: ${message}`),
)

tell(`${breaking.length} breaking changes since the last release`, breaking.map(toLine))
tell(`${broken.length} recorded operations that do not work any more`, broken)
if (broken.length || (breaking.length && !values['allow-breaking'])) process.exit(1)

function read(file: string): GraphQLSchema {
  return buildSchema(readFileSync(file, 'utf8'))
}

function operationsIn(file: string): { name: string; body: string }[] {
  const text = readFileSync(file, 'utf8')
  return file.endsWith('.json')
    ? Manifest.parse(JSON.parse(text)).operations
    : [{ name: file, body: text }]
}

function toLine({ message, path }: { message: string; path?: string }): string {
  return path ? `${path}: ${message}` : message
}

function tell(heading: string, lines: string[]): void {
  console.log([`${heading}${lines.length ? ':' : '.'}`, ...lines].join('\n  '))
}
