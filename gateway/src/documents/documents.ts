import { GraphQLError } from 'graphql'
import { z } from 'zod'
import { Recent } from '../execution/recent.ts'
import { formatOf, sha256Of } from './manifest.ts'
import type { Manifest } from './manifest.ts'

/** What names a document instead of bringing it, and the document. */
const Given = z.looseObject({
  query: z.string().nullish(),
  /** Of the draft for persisted documents of GraphQL over HTTP. */
  documentId: z.string().nullish(),
  extensions: z
    .looseObject({
      persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string() }).nullish(),
    })
    .nullish(),
})

export type Documents = {
  /**
   * A request with its document, found by its id where it brought none. Throws a GraphQLError when it cannot be found, is
   * another one than the id says, or is not trusted where only trusted ones are run.
   * @see https://www.apollographql.com/docs/apollo-server/performance/apq
   */
  read: <Request>(request: Request) => Request
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
    if (sha256Of(document) !== id) throw refused('The sha256 that was sent is not of the document.')
    if (!isTrustedOnly && document.length <= longestRemembered) brought.get(id, () => document)
  }

  return {
    read: (request) => {
      const given = Given.safeParse(request)
      if (!given.success) return request // told by who reads the rest of it
      const { query } = given.data
      const id = idIn(given.data)
      if (id === null) return trustedOnly(request, query)
      if (query) check(id, query)
      const document = query || find(id) // on a socket it has to be there, and is empty
      if (!document) throw isTrustedOnly ? untrusted() : notFound()
      return trustedOnly(withDocument(given.data, document) as typeof request, document)
    },
  }

  function trustedOnly<Request>(request: Request, document: string | null | undefined): Request {
    if (isTrustedOnly && document && !isTrusted(document)) throw untrusted()
    return request
  }
}

type Given = z.infer<typeof Given>

const idIn = ({ documentId, extensions }: Given) =>
  extensions?.persistedQuery?.sha256Hash ?? documentId?.replace(/^sha256:/, '') ?? null

/** As if it had come without an id. */
function withDocument({ documentId: _documentId, extensions, ...rest }: Given, query: string) {
  const { persistedQuery: _persistedQuery, ...others } = extensions ?? {}
  return { ...rest, query, ...(extensions && { extensions: others }) }
}

/** What cannot be parsed is in no manifest. */
function formatted(document: string): string {
  try {
    return formatOf(document)
  } catch {
    return document
  }
}

const refused = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })

/** Clients know it by its words, and send the document then. */
const notFound = () =>
  new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
  })

const untrusted = () =>
  new GraphQLError(
    'Only documents that stand in a manifest of trusted documents are run here; this one stands in none.',
    { extensions: { code: 'UNTRUSTED_DOCUMENT' } },
  )
