import {
  ConflictError,
  DomainError,
  NotFoundError,
  QuotaError,
  away,
  isAway,
  isUnstorable,
  unstorable,
} from '@weft/kit/errors'
import { errorMessageHeader, toHeader } from '@weft/kit/headers'
import { ContentError, isStorageFull } from '@weft/kit/objects'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'

/** What Hub clients make their exceptions of. */
export type HubErrorCode = 'RepoNotFound' | 'RevisionNotFound' | 'EntryNotFound'

/** Answered to a Hub client as it is. */
export class HubError extends Error {
  readonly status: number
  readonly code: HubErrorCode | null

  constructor(status: number, message: string, code: HubErrorCode | null = null) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const repositoryNotFound = (ref: string) =>
  new HubError(404, `Repository ${ref} does not exist, or you may not see it.`, 'RepoNotFound')
export const revisionNotFound = (revision: string) =>
  new HubError(404, `There is no revision ${revision}.`, 'RevisionNotFound')
export const entryNotFound = (path: string) =>
  new HubError(404, `There is no ${path} at this revision.`, 'EntryNotFound')

/** What a client may know of a failure; what it may not is logged. */
export function tell(error: Error, { log }: FastifyRequest): { status: number; message: string } {
  const status = statusOf(error)
  if (status >= 500 && !isStorageFull(error)) log.error(error, 'hub: internal error')
  return { status, message: status === 500 ? 'Something went wrong on our side.' : readable(error) }
}

function readable(error: Error): string {
  if (isAway(error)) return away
  return isUnstorable(error) ? unstorable : error.message
}

/** When to ask again what cannot be answered now. */
const retryAfterSeconds = '5'

/** Every failure as Hub clients read it: `{"error"}`, with the reason in headers too. */
export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { status, message } = tell(error, request)
  const code = codeOf(error)
  if (code) void reply.header('x-error-code', code)
  if (status === 503) void reply.header('retry-after', retryAfterSeconds)
  if (status === 413 || !request.raw.complete) void reply.header('connection', 'close')
  void reply.code(status).header(errorMessageHeader, toHeader(message)).send({ error: message })
}

const codeOf = (error: Error): HubErrorCode | null => {
  if (error instanceof HubError) return error.code
  return error instanceof NotFoundError ? 'RepoNotFound' : null
}

const statuses: Record<string, number> = { FORBIDDEN: 403, UPSTREAM_UNAVAILABLE: 503 }

function statusOf(error: Error): number {
  if (error instanceof HubError) return error.status
  if (isStorageFull(error)) return 507
  if (isAway(error)) return 503
  if (isUnstorable(error)) return 400
  if (error instanceof GraphQLError) return statuses[String(error.extensions.code)] ?? 400
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode
  return statusOfDomain(error)
}

function statusOfDomain(error: Error): number {
  if (error instanceof NotFoundError) return 404
  if (error instanceof ConflictError) return 412
  if (error instanceof QuotaError) return 413
  return error instanceof DomainError || error instanceof ContentError ? 400 : 500
}
