import { GraphQLError } from 'graphql'
import { z } from 'zod'
import { badRequest } from '../errors.ts'
import { Recent } from '../recent.ts'
import type { OperationRequest } from '../graph/known-operations.ts'
import { formatOf, sha256Of } from './manifest.ts'
import type { Manifest } from './manifest.ts'

/** What is sent, whichever way it comes: an operation, or an id that names it. */
const Given = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  /** Of the draft for persisted documents of GraphQL over HTTP. */
  documentId: z.string().nullish(),
  extensions: z
    .looseObject({
      persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string() }).nullish(),
    })
    .nullish(),
})
type Given = z.infer<typeof Given>

export type Documents = {
  /**
   * The request that was sent, with its document, found by its id where it brought none. Throws a GraphQLError when it is
   * no request, when its document cannot be found or is another one than the id says, or is not trusted where only trusted
   * ones are run.
   * @see https://www.apollographql.com/docs/apollo-server/performance/apq
   */
  read: (given: unknown) => OperationRequest
  /** How many documents, and judgements of them, are remembered. */
  kept: () => { documents: number; judgements: number }
}

type Options = { manifest: Manifest; isTrustedOnly: boolean }

/** How many documents that clients brought are remembered, and up to which length. */
const capacity = 1_000
const longestRemembered = 64 * 1024

/** Finds and judges documents, in the same way for every transport. */
export function createDocuments({ manifest, isTrustedOnly }: Options): Documents {
  const brought = new Recent<string>(capacity)
  const judged = new Recent<boolean>(capacity)
  const isTrusted = (document: string) =>
    judged.get(sha256Of(document), () => manifest.trusted.has(sha256Of(formatted(document))))

  const find = (id: string) => manifest.byId.get(id) ?? brought.peek(id)
  const check = (id: string, document: string) => {
    if (manifest.byId.get(id) === document) return
    if (sha256Of(document) !== id)
      throw badRequest('The sha256 that was sent is not of the document.')
    if (!isTrustedOnly && document.length <= longestRemembered) brought.get(id, () => document)
  }
  const notFound = (id: string | null) => {
    if (id === null) return badRequest('`query` is missing: the operation to run.')
    return isTrustedOnly ? untrusted() : notKnown()
  }

  return {
    read: (sent) => {
      const given = parse(sent)
      const { operationName, variables } = given
      const id = idIn(given)
      if (id !== null && given.query) check(id, given.query)
      const query = given.query || (id !== null && find(id)) // on a socket it has to be there, and is empty
      if (!query) throw notFound(id)
      if (isTrustedOnly && !isTrusted(query)) throw untrusted()
      return { query, operationName, variables }
    },
    kept: () => ({ documents: brought.size, judgements: judged.size }),
  }
}

function parse(sent: unknown): Given {
  if (Array.isArray(sent)) throw badRequest('Send one operation in a request.')
  const given = Given.safeParse(sent)
  if (given.success) return given.data
  const [{ path, message }] = given.error.issues as [z.core.$ZodIssue]
  throw badRequest(`${path.join('.') || 'The request'}: ${message}`)
}

const idIn = ({ documentId, extensions }: Given) =>
  extensions?.persistedQuery?.sha256Hash ?? documentId?.replace(/^sha256:/, '') ?? null

/** What cannot be parsed is in no manifest. */
function formatted(document: string): string {
  try {
    return formatOf(document)
  } catch {
    return document
  }
}

/** Clients know it by its words, and send the document then. */
const notKnown = () =>
  new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
  })

const untrusted = () =>
  new GraphQLError(
    'Only documents that stand in a manifest of trusted documents are run here; this one stands in none.',
    { extensions: { code: 'UNTRUSTED_DOCUMENT' } },
  )
