import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core'
import { GraphError } from './errors.ts'
import { resuming } from './resuming.ts'
import { secondsOf } from './retry-after.ts'
import { openSocket } from './socket.ts'

export type ClientOptions = {
  /** Of the platform, such as `http://127.0.0.1:4000`. */
  url: string
  /** An access token, `hf_…`. */
  token: string
  /** How long a query or mutation may take. */
  timeoutSeconds?: number
  /** Where there is no global one (Node before 22): that of the package `ws`. */
  webSocket?: unknown
}

/** The text of an operation, which carries the types of its result and variables. */
export type Document<Result, Variables> = DocumentTypeDecoration<Result, Variables> & {
  toString: () => string
}

export type SubscribeOptions = {
  /** Ends the iterator. */
  signal?: AbortSignal
  /** How long a connection may stay broken before the iterator throws. */
  patienceSeconds?: number
}

export type Client = {
  /** Runs a query or a mutation; throws a GraphError when it has no whole answer. */
  request: <Result, Variables>(
    document: Document<Result, Variables>,
    variables: Variables,
    options?: { signal?: AbortSignal },
  ) => Promise<Result>
  /**
   * Subscribes; ends when the stream is complete, throws when the operation fails or the connection stays broken. Until then
   * it comes back by itself: after the last cursor, nothing lost and nothing twice, when the document takes `$after` and its
   * events tell their `cursor`; otherwise it subscribes anew, which suits streams of states.
   */
  subscribe: <Result, Variables>(
    document: Document<Result, Variables>,
    variables: Variables,
    options?: SubscribeOptions,
  ) => AsyncGenerator<Result, void, undefined>
  /** Closes the socket that subscriptions share. */
  close: () => Promise<void>
}

/** A client for the graph: HTTP for queries and mutations, one WebSocket for subscriptions, opened for the first of them. */
export function createClient(options: ClientOptions): Client {
  const { url, token, timeoutSeconds = 60 } = options
  const authorization = `Bearer ${token}`
  const open = () =>
    openSocket({
      url,
      authorization,
      webSocket: options.webSocket,
      onConnected: () => (connectedAt = Date.now()),
    })
  let socket: ReturnType<typeof open> | null = null
  let connectedAt = 0

  return {
    request: async (document, variables, { signal } = {}) => {
      const timeout = AbortSignal.timeout(timeoutSeconds * 1_000)
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query: document.toString(), variables }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      })
      const requestId = response.headers.get('x-request-id') ?? undefined
      const answer = (await response.json().catch(() => null)) as Answer<never> | null
      return dataOf(answer ?? { errors: [unreadable(response)] }, requestId)
    },

    subscribe: (document, variables, given = {}) => {
      const query = document.toString()
      const ask = (asked: object) =>
        (socket ??= open()).iterate({ query, variables: asked as Record<string, unknown> })
      return resuming({
        ask,
        read: dataOf<never>,
        connectedAt: () => connectedAt,
        query,
        variables: variables as object,
        ...given,
      })
    },

    close: async () => {
      await socket?.dispose()
      socket = null
    },
  }
}

/** What something before the gateway answers, such as a proxy. */
function unreadable({ status, headers }: Response) {
  const code = status === 429 ? 'RATE_LIMITED' : 'UPSTREAM_UNAVAILABLE'
  const retryAfterSeconds = secondsOf(headers.get('retry-after'))
  return {
    message: `The answer is no JSON: HTTP ${status}.`,
    extensions: { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
  }
}

type Answer<Result> = {
  data?: Result | null
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[]
}

function dataOf<Result>({ data, errors }: Answer<Result>, requestId?: string): Result {
  if (errors?.length) throw new GraphError(errors, requestId)
  if (!data) throw new GraphError([{ message: 'The answer was empty.' }], requestId)
  return data
}
