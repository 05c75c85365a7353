import cors from '@fastify/cors'
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
