type Told = {
  message: string
  path?: readonly (string | number)[]
  extensions?: Record<string, unknown>
}

/** The graph said no: `errors` as they came, the first one's message and code in front. */
export class GraphError extends Error {
  readonly errors: readonly Told[]
  /** Such as `FORBIDDEN`, `BAD_USER_INPUT`, `RATE_LIMITED`, `UPSTREAM_UNAVAILABLE`. */
  readonly code: string | undefined
  /** Where in the answer the first error stands. */
  readonly path: readonly (string | number)[] | undefined
  /** By which the platform's log has it. */
  readonly requestId: string | undefined
  /** When it may be asked again, where that was told: there will be enough then, or what is away is expected back. */
  readonly retryAfterSeconds: number | undefined

  constructor(errors: readonly Told[], requestId?: string) {
    super(errors.map(({ message }) => message).join('; '))
    this.name = 'GraphError'
    const { path, extensions } = errors[0] ?? {}
    const { code, retryAfterSeconds } = extensions ?? {}
    this.errors = errors
    this.code = typeof code === 'string' ? code : undefined
    this.path = path
    this.requestId = requestId
    this.retryAfterSeconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined
  }
}

/** A member of a mutation's result that tells why there is no success. */
export type Failure = { __typename: `${string}Error`; message: string }

/** A mutation was refused, for a reason that is part of the domain. */
export class RefusalError<F extends Failure = Failure> extends Error {
  /** As it came, with what its type has besides. */
  readonly failure: F

  constructor(failure: F) {
    super(`${failure.__typename}: ${failure.message}`)
    this.name = 'RefusalError'
    this.failure = failure
  }
}

/** The success of a mutation's result; throws a RefusalError when it has none. */
export function successOf<Result extends { __typename: string }>(
  result: Result,
): Exclude<Result, { __typename: `${string}Error` }> {
  if (result.__typename.endsWith('Error')) throw new RefusalError(result as unknown as Failure)
  return result as Exclude<Result, { __typename: `${string}Error` }>
}
