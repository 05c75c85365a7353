import { maskError } from '@weft/kit/errors'
import type { Logger } from '@weft/kit/log'
import { GraphQLError } from 'graphql'
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql'

/** What a client may read of an error. Subgraphs mask their own; what fails here is masked here. */
export type FormatError = (
  error: unknown,
  formatted: GraphQLFormattedError,
) => GraphQLFormattedError

export const createFormatError =
  (log: Logger): FormatError =>
  (error, formatted) => {
    const { serviceName, stacktrace: _, ...extensions } = formatted.extensions ?? {}
    if (serviceName !== undefined) return { ...formatted, extensions }
    return maskError(error, formatted, (cause) => log.error(cause, 'graphql: internal error'))
  }

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

type Result = FormattedExecutionResult | { data?: unknown; errors?: readonly unknown[] | undefined }

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
