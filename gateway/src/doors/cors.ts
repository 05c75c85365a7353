import cors from '@fastify/cors'
import type { IncomingHttpHeaders } from 'node:http'
import { forbidden } from '@weft/kit/errors'
import type { HttpServer } from '@weft/kit/http-server'

/** What browsers may show of an answer besides its body: requests' ids, pages, limits, and what the Hub tells of files. */
const exposedHeaders = [
  'x-request-id',
  'retry-after',
  'link',
  'x-total-count',
  'x-repo-commit',
  'x-linked-size',
  'x-linked-etag',
  'x-error-code',
  'x-error-message',
  'etag',
  'location',
  'accept-ranges',
  'content-range',
  'content-length',
  'content-disposition',
]

const preflightSeconds = 600

/**
 * Lets the pages of these origins (`*`: of all) call this server. Nobody is known by a cookie here, so no credentials are
 * allowed: a page sends its token in a header. Called before other hooks are added, so that refusals can be read too.
 */
export function allowOrigins(server: HttpServer, origins: readonly string[]): void {
  if (!origins.length) return
  const origin = origins.includes('*') ? '*' : [...origins]
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
  cors(server, { origin, methods, exposedHeaders, maxAge: preflightSeconds }, () => {})
}

/**
 * Whether the page of another origin asks, which is not among these. Where everybody is served this is all that keeps a
 * page that somebody visits from asking what its own server could not reach.
 */
export function isForeign(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const { origin, host } = headers
  if (origins.includes('*')) return false
  if (origin !== undefined) return !origins.includes(origin) && !isOf(origin, host)
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate'
}

const isOf = (origin: string, host: string | undefined) =>
  URL.canParse(origin) && new URL(origin).host === host

/** Answers the pages of other origins with 403. */
export function refuseForeign(server: HttpServer, origins: readonly string[]): void {
  server.addHook('onRequest', async ({ headers }, reply) => {
    if (!isForeign(headers, origins)) return
    const error = forbidden('Pages of this origin may not ask here: CORS_ORIGINS does not name it.')
    return reply.code(403).send({ errors: [error.toJSON()] })
  })
}
