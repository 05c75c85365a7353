import { maskError } from '@weft/kit/errors'
import type { Logger } from '@weft/kit/log'
import { GraphQLError } from 'graphql'
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql'

/** What a client may read of an error. Subgraphs mask their own; what fails here is masked here. */
export type FormatError = (
  error: unknown,
  formatted: GraphQLFormattedError,
) => GraphQLFormattedError

export const createFormatError =
  (log: Logger): FormatError =>
  (error, formatted) => {
    const { serviceName, http: _, ...rest } = formatted.extensions ?? {}
    const extensions = { code: 'INTERNAL_SERVER_ERROR', ...rest }
    if (serviceName !== undefined) return { ...formatted, extensions }
    return maskError(error, { ...formatted, extensions }, (cause) =>
      log.error(cause, 'graphql: internal error'),
    )
  }

/** What a caller has to write in another way. */
export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })

/** What else stops a request is a fault of it: 400. A client that is to send its document made none. */
const statuses: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  UNTRUSTED_DOCUMENT: 403,
  PERSISTED_QUERY_NOT_FOUND: 200,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
}

/** By which HTTP tells of an error that stopped a request; one without a code is ours. */
export const statusOf = ({ extensions: { code } }: GraphQLError): number =>
  typeof code === 'string' ? (statuses[code] ?? 400) : 500

/** The code that an error has when its maker gave none. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  if (error.extensions.code) return error
  const { message, nodes, source, positions, path, extensions } = error
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...extensions, code },
  })
}

/** GraphQL's own errors about a request are the caller's to read; anything else is not. */
export const toGraphQLError = (error: unknown, code: string): GraphQLError =>
  error instanceof GraphQLError
    ? withCode(error, code)
    : new GraphQLError(String(error), {
        originalError: error instanceof Error ? error : new Error(String(error)),
      })

export type Result =
  | FormattedExecutionResult
  | { data?: unknown; errors?: readonly unknown[] | undefined }

/** A result as it leaves, whatever its errors were made by. */
export function formatResult(result: Result, format: FormatError): FormattedExecutionResult {
  if (!result.errors?.length) return result as FormattedExecutionResult
  return {
    ...(result as FormattedExecutionResult),
    errors: result.errors.map((error) =>
      error instanceof GraphQLError
        ? format(error, error.toJSON())
        : (error as GraphQLFormattedError),
    ),
  }
}

/**
 * What one may not see is absent, also where a field promises a value; the gateway then makes its parent null, and
 * says so beside the answer. That is no news for the client, except when nothing is left of the answer.
 */
export function withoutCompletion({ data, errors }: ExecutionResult): ExecutionResult {
  if (errors?.length) return { data, errors }
  if (data !== null) return { data }
  const message = 'A subgraph left out a value that the schema promises.'
  const extensions = { code: 'INTERNAL_SERVER_ERROR' }
  return { data, errors: [new GraphQLError(message, { extensions })] }
}
