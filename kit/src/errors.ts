import { GraphQLError } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import type { z } from 'zod'

/** A failure the caller can act on. The schema has a type of the same name and fields. */
export abstract class DomainError extends Error {
  abstract readonly __typename: string
}

export class NotFoundError extends DomainError {
  readonly __typename = 'NotFoundError'
}

export class ConflictError extends DomainError {
  readonly __typename = 'ConflictError'
}

/** What was asked for would pass a limit of the namespace. */
export class QuotaError extends DomainError {
  readonly __typename = 'QuotaError'
  readonly limit: string
  readonly used: number
  readonly allowed: number

  constructor(message: string, quota: { limit: string; used: number; allowed: number }) {
    super(message)
    this.limit = quota.limit
    this.used = quota.used
    this.allowed = quota.allowed
  }
}

export type Problem = { path: string; message: string }

export class ValidationError extends DomainError {
  readonly __typename = 'ValidationError'
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
    this.problems = problems
  }

  /** The problems that zod found; `root` is the path of what was parsed, such as `input`. */
  static from(error: z.ZodError, root: string): ValidationError {
    return new ValidationError(
      error.issues.map(({ path, message }) => ({ path: [root, ...path].join('.'), message })),
    )
  }
}

type ErrorClass = abstract new (...args: never[]) => DomainError
type Plain<E> = E extends DomainError ? Omit<E, 'name' | 'stack' | 'cause'> : never

/** Runs `work`; the expected domain errors become its result, any other error still throws. */
export async function orError<T, Classes extends ErrorClass[]>(
  work: () => Promise<T>,
  ...expected: Classes
): Promise<T | Plain<InstanceType<Classes[number]>>> {
  try {
    return await work()
  } catch (error) {
    if (!expected.some((type) => error instanceof type)) throw error
    const { message, ...fields } = error as DomainError
    return { message, ...fields } as never // a copy: graphql-js throws every Error that a resolver returns
  }
}

/** The `__resolveType` of a result union: an error says its own type, anything else is the success. */
export const resultOf = <T extends string>(success: T) => ({
  __resolveType: (value: object) => ('__typename' in value ? (value.__typename as T) : success),
})

/** Thrown when nobody, or nobody known, asks. */
export const unauthenticated = (message = 'Send an access token: `Authorization: Bearer hf_…`.') =>
  new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } })

/** Thrown when the caller sees the thing but may not do this to it. */
export const forbidden = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } })

/** Thrown for an argument that breaks a rule where there is no result union to say so. */
export const badUserInput = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

/** Thrown when something this service needs does not answer; `service` is its name. */
export const upstreamUnavailable = (message: string, service?: string) =>
  new GraphQLError(message, {
    extensions: { code: 'UPSTREAM_UNAVAILABLE', ...(service !== undefined && { service }) },
  })

export const isUpstreamUnavailable = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && error.extensions.code === 'UPSTREAM_UNAVAILABLE'

const masked = 'Something went wrong on our side. The log has it under this request id.'

/** What a caller may read of an error: ours and GraphQL's own as they are, anything else logged and masked. */
export function maskError(
  error: unknown,
  formatted: GraphQLFormattedError,
  onInternal: (error: unknown) => void,
): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? error.originalError : error
  if (!cause || cause instanceof GraphQLError) return withoutStack(formatted)
  if (cause instanceof DomainError)
    return { ...formatted, extensions: { code: 'BAD_USER_INPUT', type: cause.__typename } }
  if (isUnstorable(cause))
    return { ...formatted, message: unstorable, extensions: { code: 'BAD_USER_INPUT' } }
  onInternal(cause)
  if (isAway(cause))
    return { ...formatted, message: away, extensions: { code: 'UPSTREAM_UNAVAILABLE' } }
  return { ...formatted, message: masked, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
}

export const unstorable = 'A text in the request has a NUL character, which no text here may have.'

/**
 * Postgres takes every character in a text but NUL, whichever input it stood in: it says `invalid byte sequence`, or of a
 * parameter of a statement, which NUL ends too early, `invalid message format`.
 */
export const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['22021', '08P01'].includes(String(error.code))

/** What a caller may read of an error that `isAway`. */
export const away = 'Something that we need does not answer now. Ask again.'

/** Of Postgres: it stops or starts (57P01 to 57P03), or its connection failed (class 08); and what the network says. */
const awayCodes =
  /^(57P0[123]|08(000|001|003|004|006)|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/

/** Whether the database, or another service, could not be asked: the same request may well succeed a little later. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && awayCodes.test(String(error.code))) ||
    error.message.startsWith('Connection terminated')) // what `pg` says, without a code

function withoutStack(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _, ...extensions } = formatted.extensions ?? {}
  return { ...formatted, message: withoutValue(formatted.message), extensions }
}

/** GraphQL repeats what it was sent when that has the wrong shape, which may hold a secret; where and why is enough. */
function withoutValue(message: string): string {
  const text = message.replace(/(String cannot represent a non string value): [\s\S]*$/, '$1.')
  const [, variable] = /^(Variable "\$\w+") got invalid value /.exec(text) ?? []
  if (!variable) return text
  const [, at = '', why] = /(?: at ("[\w.[\]]+"))?; ([^;]*)$/.exec(text) ?? []
  return `${variable} got an invalid value${at && ` at ${at}`}${why ? `; ${why}` : '.'}`
}
