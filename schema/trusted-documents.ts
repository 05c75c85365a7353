import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { Kind, parse, print, separateOperations } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'

// Writes trusted-documents.json: every operation of the platform's own clients and services, by its sha256, in the format
// of Apollo's persisted query manifests. Run by `npm run generate`.

const root = `${import.meta.dirname}/..`
const files = globSync(
  [
    'clients/*/src/documents.graphql',
    'clients/*/src/generated/*.graphql',
    'demo/src/documents.graphql',
    'subgraphs/*/src/graph/documents.graphql',
  ],
  {
    cwd: root,
  },
).sort()

const operations = files.flatMap((file) => {
  const separated = separateOperations(parse(readFileSync(`${root}/${file}`, 'utf8')))
  return Object.values(separated).map((document) => {
    const body = print(document)
    const { name, operation } = document.definitions.find(
      (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
    )!
    const id = createHash('sha256').update(body).digest('hex')
    return { id, name: name!.value, type: operation, body }
  })
})
const unique = [...new Map(operations.map((each) => [each.id, each])).values()]
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: unique }
writeFileSync(
  `${import.meta.dirname}/trusted-documents.json`,
  `${JSON.stringify(manifest, null, 2)}\n`,
)
