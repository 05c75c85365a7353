import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { createClient as createSocket } from 'graphql-ws'

export type ClientOptions = {
  /** Of the platform, such as `http://127.0.0.1:4000`. */
  url: string
  /** An access token, `hf_…`. */
  token: string
  /** How long a query or mutation may take. */
  timeoutSeconds?: number
}

export type Client = {
  /** Runs a query or a mutation; throws a GraphError when it has no whole answer. */
  request: <Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ) => Promise<Result>
  /** Subscribes; ends when the stream is complete, throws when the connection or the operation fails. */
  subscribe: <Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ) => AsyncGenerator<Result>
  /** Closes the socket that subscriptions share. */
  close: () => Promise<void>
}

/** The graph said no: `errors` as they came, the first one's message and code in front. */
export class GraphError extends Error {
  readonly errors: readonly { message: string; extensions?: Record<string, unknown> }[]
  readonly code: string | undefined

  constructor(errors: GraphError['errors']) {
    super(errors.map(({ message }) => message).join('; '))
    this.name = 'GraphError'
    this.errors = errors
    const code = errors[0]?.extensions?.code
    this.code = typeof code === 'string' ? code : undefined
  }
}

/** A client for the graph, for browsers and Node ≥ 22: HTTP for queries and mutations, one WebSocket for subscriptions. */
export function createClient({ url, token, timeoutSeconds = 60 }: ClientOptions): Client {
  const authorization = `Bearer ${token}`
  const socket = createSocket({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization },
    lazyCloseTimeout: 1_000,
    keepAlive: 10_000,
    retryAttempts: 0, // whoever follows a stream resumes it with its cursor
  })

  async function request<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: print(document), variables }),
      signal: AbortSignal.timeout(timeoutSeconds * 1_000),
    })
    return dataOf((await response.json()) as ExecutionResult<Result>)
  }

  async function* subscribe<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): AsyncGenerator<Result> {
    const results = socket.iterate<Result>({
      query: print(document),
      variables: variables as never,
    })
    const stop = () => void results.return?.()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      for await (const result of results) yield dataOf(result as ExecutionResult<Result>)
    } catch (error) {
      throw Array.isArray(error) ? new GraphError(error as GraphError['errors']) : error
    } finally {
      signal?.removeEventListener('abort', stop)
      stop()
    }
  }

  return { request, subscribe, close: async () => socket.dispose() }
}

function dataOf<Result>({ data, errors }: ExecutionResult<Result>): Result {
  if (errors?.length) throw new GraphError(errors)
  if (!data) throw new GraphError([{ message: 'The answer was empty.' }])
  return data
}

type Failure = 'NotFoundError' | 'ConflictError' | 'ValidationError' | 'QuotaError'

/** The success of a mutation's result; throws its error, if that is what it is. */
export function successOf<Result extends { __typename: string }>(
  result: Result,
): Exclude<Result, { __typename: Failure }> {
  if ('message' in result) throw new Error(`${result.__typename}: ${String(result.message)}`)
  return result as Exclude<Result, { __typename: Failure }>
}
