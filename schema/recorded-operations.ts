import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { GraphQLError, Kind, parse, validate, visit } from 'graphql'
import type {
  DefinitionNode,
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql'
import { z } from 'zod'

/** A text of GraphQL that clients send, and by what it is told of where its operations have no names. */
type Recorded = { label: string; client: string | undefined; text: string }

/** As Apollo's tools write it. */
const Manifest = z.object({
  operations: z.array(
    z.object({ name: z.string(), body: z.string(), clientName: z.string().nullish() }),
  ),
})
/** As Relay and graphql-codegen write it: documents by their hashes. */
const Documents = z.record(z.string(), z.string())

const documentName = /\.(graphql|gql|json)$/

/**
 * What clients send, out of manifests of persisted documents and documents: a file, a folder of them, or a glob. Documents
 * that come together may use each other's fragments.
 */
export function readRecorded(path: string): Recorded[][] {
  const files = filesAt(path)
  const [manifests, documents] = [files.filter(isJson), files.filter((file) => !isJson(file))]
  return [...manifests.map(recordedIn), documents.flatMap(recordedIn)]
}

function filesAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found && !found.isDirectory()) return [path]
  const files = found
    ? globSync('**/*', { cwd: path }).map((name) => join(path, name))
    : globSync(path)
  const documents = files.filter((name) => documentName.test(name)).toSorted()
  if (documents.length || found) return documents
  throw new Error(
    `${path} is neither a file nor a folder, and no glob of documents that are there.`,
  )
}

const isJson = (file: string) => file.endsWith('.json')

function recordedIn(file: string): Recorded[] {
  const text = readFileSync(file, 'utf8')
  if (!isJson(file)) return [{ label: file, client: undefined, text }]
  const json: unknown = JSON.parse(text)
  const manifest = Manifest.safeParse(json)
  if (manifest.success)
    return manifest.data.operations.map(({ name, body, clientName }) => ({
      label: name,
      client: clientName ?? undefined,
      text: body,
    }))
  const documents = Documents.safeParse(json)
  if (documents.success)
    return Object.entries(documents.data).map(([label, body]) => ({
      label,
      client: undefined,
      text: body,
    }))
  throw new Error(
    `${file} is neither a manifest of persisted queries nor documents by their hashes.`,
  )
}

/** One line for each fault of an operation, which begins with its name and that of its client. */
export function faultsOf(schema: GraphQLSchema, recorded: Recorded[]): string[] {
  const faults: string[] = []
  const found: { recorded: Recorded; definitions: readonly DefinitionNode[] }[] = []
  for (const each of recorded)
    try {
      found.push({ recorded: each, definitions: parse(each.text).definitions })
    } catch (error) {
      faults.push(`${each.label}: ${messageOf(error)}`)
    }
  const shared = new Map(
    found
      .flatMap(({ definitions }) => definitions.filter(isFragment))
      .map((each) => [each.name.value, each]),
  )
  for (const { recorded: by, definitions } of found) {
    const own = new Map(definitions.filter(isFragment).map((each) => [each.name.value, each]))
    for (const operation of definitions.filter(isOperation)) {
      const document = together(operation, (name) => own.get(name) ?? shared.get(name))
      const name = [operation.name?.value ?? by.label, by.client && `(${by.client})`]
      for (const { message } of validate(schema, document))
        faults.push(`${name.filter(Boolean).join(' ')}: ${message}`)
    }
  }
  return faults
}

const isFragment = (node: DefinitionNode): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION
const isOperation = (node: DefinitionNode): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION
const messageOf = (error: unknown) =>
  error instanceof GraphQLError ? error.message : String(error)

/** An operation with the fragments that it uses, also by others. */
function together(
  operation: OperationDefinitionNode,
  find: (name: string) => FragmentDefinitionNode | undefined,
): DocumentNode {
  const used = new Map<string, FragmentDefinitionNode>()
  const add = (node: DefinitionNode) => {
    visit(node, {
      FragmentSpread: ({ name: { value } }) => {
        const fragment = find(value)
        if (!fragment || used.has(value)) return
        used.set(value, fragment)
        add(fragment)
      },
    })
  }
  add(operation)
  return { kind: Kind.DOCUMENT, definitions: [operation, ...used.values()] }
}
