import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { faultsOf, readRecorded } from './recorded-operations.ts'

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

const given = readGiven()
const breaking = (await diff(given.released, given.schema)).filter(
  ({ criticality }) => criticality.level === CriticalityLevel.Breaking,
)
const broken = given.recorded.flatMap((together) => faultsOf(given.schema, together))

tell(`${breaking.length} breaking changes since the last release`, breaking.map(toLine))
tell(`${broken.length} faults in recorded operations`, broken)
if (broken.length || (breaking.length && !values['allow-breaking'])) process.exit(1)

/** What cannot be read is told without a stack: it is who called that can mend it. */
function readGiven() {
  try {
    const recorded = values.operations.flatMap(readRecorded)
    return { schema: read(values.schema), released: read(values.released), recorded }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return process.exit(1)
  }
}

function read(file: string): GraphQLSchema {
  return buildSchema(readFileSync(file, 'utf8'))
}

function toLine({ message, path }: { message: string; path?: string }): string {
  return path ? `${path}: ${message}` : message
}

function tell(heading: string, lines: string[]): void {
  console.log([`${heading}${lines.length ? ':' : '.'}`, ...lines].join('\n  '))
}
