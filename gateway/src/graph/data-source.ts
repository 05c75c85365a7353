import type { GraphQLDataSource } from '@apollo/gateway'
import type { Logger } from '@weft/kit/log'
import { namespacesHeader } from '@weft/kit/subgraph-server'
import { traceCall } from '@weft/kit/tracing'
import type { TraceHeaders } from '@weft/kit/tracing'
import { Kind, parse } from 'graphql'
import { z } from 'zod'
import { isObject } from '../execution/json.ts'
import { NoAnswer, createCall } from './calls.ts'
import { mutationsIn } from './audit.ts'
import type { Audit } from './audit.ts'
import type { Context } from '../context.ts'
import type { Source } from '../execution/executor.ts'
import type { Fetch } from '../execution/fetch.ts'
import type { Vouch } from '../identity/identities.ts'
import { outcomeOf } from '../telemetry/metrics.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Subgraph } from './subgraphs.ts'

/**
 * Only the frame: what is in `data` was made by a schema that the plan is made for. JSON with neither is no answer, such as
 * what HTTP servers say of their own errors.
 */
const Answer = z
  .object({
    data: z.custom<Record<string, unknown>>(isObject).nullish(),
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
  .refine(({ data, errors }) => data !== undefined || errors?.length, 'neither data nor errors')
/** `namespaces` are those in which a mutation took place. */
export type Answer = z.infer<typeof Answer> & { namespaces?: string[] }

type Process = GraphQLDataSource['process']
type Options = {
  subgraph: Subgraph
  vouch: Vouch
  log: Logger
  audit: Audit
  metrics: Metrics
}

/** Asks one subgraph. When it does not answer, that is an error in the answer. */
export function createSource(options: Options): Source {
  const { subgraph, log, audit, metrics } = options
  const { name } = subgraph
  const call = createCall(name, { log, metrics })
  return async (fetch, context) => {
    const start = performance.now()
    const signal = AbortSignal.timeout(subgraph.timeoutSeconds * 1_000)
    const work = () =>
      traceCall(
        name,
        (traced) => ask(fetch, context, { ...options, signal, traced }),
        context.trace,
      )
    const isRepeatable = !mutation.test(fetch.query)
    const answer = await call(work, { isRepeatable, signal }).catch((error: unknown): Answer => {
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

/** `traced` are the headers by which a subgraph goes on with the trace. */
type Asking = { signal: AbortSignal; traced: TraceHeaders }

async function ask(
  fetch: Fetch,
  { viewer, requestId }: Context,
  { subgraph, vouch, signal, traced }: Options & Asking,
): Promise<Answer> {
  const authorization = await vouch(viewer, subgraph.name)
  const request = subgraph.pool.request({
    path: subgraph.path,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization,
      ...traced,
      'x-request-id': requestId,
    },
    body: toBody(fetch),
    signal,
  })
  const { statusCode, body, headers } = await request.catch(throwNoAnswer)
  const text = await body.text().catch(throwNoAnswer)
  if (statusCode >= 502) throw new NoAnswer(`HTTP ${statusCode}: ${text.slice(0, 200)}`)
  const namespaces = String(headers[namespacesHeader] ?? '')
    .split(',')
    .filter(Boolean)
    .map(decodeURIComponent)
  return { ...Answer.parse(JSON.parse(text)), namespaces }
}

function throwNoAnswer(cause: unknown): never {
  throw new NoAnswer(String(cause), { cause })
}

function toBody({ representations, ...fetch }: Fetch): string {
  if (!representations) return JSON.stringify(fetch)
  const { variables = {}, ...request } = fetch
  const others = JSON.stringify(variables).slice(1, -1)
  const known = `"representations":[${representations.join()}]`
  return `${JSON.stringify(request).slice(0, -1)},"variables":{${known}${others && `,${others}`}}}`
}

const withCodes = ({ data, errors }: Answer): Answer => ({
  data,
  ...(errors && {
    errors: errors.map((error) => ({
      ...error,
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions },
    })),
  }),
})

/** One error for each place in the answer that stays empty. */
function unavailable(fetch: Fetch, name: string): Answer['errors'] {
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
