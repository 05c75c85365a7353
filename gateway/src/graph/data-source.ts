import type { GraphQLDataSource } from '@apollo/gateway'
import type { Logger } from '@weft/kit/log'
import { namespacesHeader } from '@weft/kit/subgraph-server'
import { Kind, parse } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import { z } from 'zod'
import { mutationsIn } from './audit.ts'
import type { Audit } from './audit.ts'
import type { Context } from '../context.ts'
import type { Vouch } from '../identity/identities.ts'
import type { Subgraph } from './subgraphs.ts'

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
})
/** `namespaces` are those in which a mutation took place. */
export type Answer = z.infer<typeof Answer> & { namespaces?: string[] }

export type Fetch = { query: string; operationName?: string; variables?: Record<string, unknown> }
type Process = GraphQLDataSource['process']
type Options = {
  subgraph: Subgraph
  vouch: Vouch
  log: Logger
  timeoutSeconds: number
  audit: Audit
}

/** Asks one subgraph in the name of who asks the gateway. A subgraph that does not answer is an error in the answer. */
export function createDataSource(options: Options): GraphQLDataSource {
  const { subgraph, log, audit } = options
  return {
    process: async ({ request, context }) => {
      const { query = '', operationName, variables } = request
      const fetch = { query, variables, ...(operationName && { operationName }) }
      const answer = await ask(fetch, context as Context, options).catch(
        (error: unknown): Answer => {
          log.warn({ error: String(error), id: context.requestId }, `${subgraph.name}: no answer`)
          return { data: null, errors: unavailable(fetch, subgraph.name) }
        },
      )
      await audit(mutationsIn(fetch, answer, context as Context))
      return toResponse(answer)
    },
  }
}

async function ask(
  fetch: Fetch,
  { viewer, requestId }: Context,
  options: Options,
): Promise<Answer> {
  const { subgraph, vouch, timeoutSeconds } = options
  const { body, headers } = await subgraph.pool.request({
    path: '/graphql',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: await vouch(viewer, subgraph.name),
      'x-request-id': requestId,
    },
    body: JSON.stringify(fetch),
    signal: AbortSignal.timeout(timeoutSeconds * 1_000),
  })
  const namespaces = String(headers[namespacesHeader] ?? '')
    .split(',')
    .filter(Boolean)
    .map(decodeURIComponent)
  return { ...Answer.parse(await body.json()), namespaces }
}

const toResponse = ({ data, errors }: Answer) =>
  ({
    data,
    errors: errors?.map((error) => ({
      ...error,
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions },
    })),
  }) as Awaited<ReturnType<Process>>

/** One error for each place in the answer that stays empty. */
function unavailable(fetch: Fetch, name: string): (GraphQLFormattedError & { path: [] })[] {
  return emptyPaths(fetch).map((path) => ({
    message: `\`${name}\` does not answer now.`,
    path: path as [],
    extensions: { code: 'UPSTREAM_UNAVAILABLE' },
  }))
}

function emptyPaths({ query, variables }: Fetch): (string | number)[][] {
  const representations = variables?.representations
  if (Array.isArray(representations)) return representations.map((_, index) => ['_entities', index])
  return parse(query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((selection) =>
          selection.kind === Kind.FIELD ? [[(selection.alias ?? selection.name).value]] : [],
        )
      : [],
  )
}
