import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import { upstreamUnavailable } from './errors.ts'
import { signIdentity } from './identity.ts'
import { traceCall } from './tracing.ts'
import type { Viewer } from './identity.ts'

/** Asks the whole graph, through the gateway, in somebody's name. */
export type Graph = <Result, Variables>(
  viewer: Viewer,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => Promise<Result>

type Options = { gatewayUrl: string; identitySecret: string; requestId?: string }

/**
 * The graph as one subgraph uses another: with typed documents, like any client, and with no more rights than `viewer`
 * has. Throws UPSTREAM_UNAVAILABLE when there is no whole answer within 30 seconds.
 */
export function createGraph({ gatewayUrl, identitySecret, requestId }: Options): Graph {
  return async (viewer, document, variables) => {
    const token = await signIdentity(identitySecret, viewer, { audience: 'gateway', seconds: 60 })
    const body = JSON.stringify({ query: print(document), variables })
    const answer = await traceCall('the graph', (traced) =>
      post(`${gatewayUrl}/graphql`, {
        headers: {
          ...traced,
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          ...(requestId && { 'x-request-id': requestId }),
        },
        body,
      }),
    )
    if (answer.errors?.length || !answer.data)
      throw upstreamUnavailable(
        `The graph answered: ${answer.errors?.map(({ message }) => message).join('; ') ?? 'nothing'}.`,
      )
    return answer.data as never
  }
}

type Answer = { data?: unknown; errors?: GraphQLFormattedError[] }

async function post(url: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      ...request,
      signal: AbortSignal.timeout(30_000),
    })
    return (await response.json()) as Answer
  } catch (error) {
    throw upstreamUnavailable(`The gateway at ${url} did not answer: ${reasonOf(error)}.`)
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** Who a subgraph is when it acts by itself, in one namespace. */
export const serviceAccount = (name: string, namespace: string): Viewer => ({
  subject: `service:${name}`,
  grants: [{ namespace, role: 'EDITOR' }],
})
