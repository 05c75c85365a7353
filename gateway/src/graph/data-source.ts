import type { GraphQLDataSource } from '@apollo/gateway'
import type { Logger } from '@weft/kit/log'
import { traceCall } from '@weft/kit/tracing'
import { Kind, parse } from 'graphql'
import { createCall } from './calls.ts'
import { mutationsIn } from './audit.ts'
import type { Audit } from './audit.ts'
import type { Context } from '../context.ts'
import type { Source } from '../execution/executor.ts'
import type { Answer, Fetch } from '../execution/fetch.ts'
import { outcomeOf } from '../telemetry/metrics.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Subgraph } from './subgraphs.ts'
import type { Told } from './transport.ts'

type Process = GraphQLDataSource['process']
type Options = {
  subgraph: Subgraph
  log: Logger
  audit: Audit
  metrics: Metrics
}

/** Asks one subgraph. When it does not answer, that is an error in the answer. */
export function createSource({ subgraph, log, audit, metrics }: Options): Source {
  const { name, transport, timeoutSeconds } = subgraph
  const call = createCall(name, { log, metrics })
  return async (fetch, context) => {
    const start = performance.now()
    const work = (leftMs: number) =>
      traceCall(name, (traced) => transport.ask(fetch, context, { leftMs, traced }), context.trace)
    const isRepeatable = !mutation.test(fetch.query)
    const timeoutMs = timeoutSeconds * 1_000
    const answer = await call(work, { isRepeatable, timeoutMs }).catch((error: unknown): Told => {
      log.warn({ error: String(error), id: context.requestId }, `${name}: no answer`)
      return { data: null, errors: unavailable(fetch, name) }
    })
    metrics.request(name, outcomeOf(answer.errors), (performance.now() - start) / 1_000)
    await audit(mutationsIn(fetch, answer, context))
    return withCodes(answer)
  }
}

/** As plans begin those that change something. */
const mutation = /^\s*mutation\b/

/** The same for @apollo/gateway. */
export const toDataSource = (source: Source): GraphQLDataSource => ({
  process: async ({ request: { query = '', operationName, variables }, context }) => {
    const fetch = { query, variables, ...(operationName && { operationName }) }
    return (await source(fetch, context as Context)) as Awaited<ReturnType<Process>>
  },
})

const withCodes = ({ data, errors }: Told): Answer => ({
  data,
  ...(errors && {
    errors: errors.map((error) => ({
      ...error,
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions },
    })),
  }),
})

/** One error for each place in the answer that stays empty. */
function unavailable(fetch: Fetch, name: string): Told['errors'] {
  return emptyPaths(fetch).map((path) => ({
    message: `\`${name}\` does not answer now.`,
    path,
    extensions: { code: 'UPSTREAM_UNAVAILABLE', service: name },
  }))
}

function emptyPaths({ query, variables, ...fetch }: Fetch): (string | number)[][] {
  const representations = fetch.representations ?? variables?.representations
  if (Array.isArray(representations)) return representations.map((_, index) => ['_entities', index])
  return parse(query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((selection) =>
          selection.kind === Kind.FIELD ? [[(selection.alias ?? selection.name).value]] : [],
        )
      : [],
  )
}
