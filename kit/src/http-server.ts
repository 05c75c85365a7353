import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify, { LogController } from 'fastify'
import type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify'
import type { Context } from '@opentelemetry/api'
import type { Viewer } from './identity.ts'
import type { Logger } from './log.ts'
import { sendRefusal } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { createBeginRequest, endRequest, isTracing, within } from './tracing.ts'

/** Something that listens, and can be stopped. */
export type Service = { url: string; close: () => Promise<void> }

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Not set on public routes. */
    viewer: Viewer
  }
  interface FastifyContextConfig {
    /** Answers without knowing who asks: health checks, and URLs that authorise themselves. */
    isPublic?: boolean
  }
}

export type HttpServer = FastifyInstance

/** What a service cannot do its work without, by name; each throws the reason why it is missing. */
export type Needs = Readonly<Record<string, () => Promise<unknown>>>

type Options = {
  log: Logger
  /** Who sent the request; null answers it with 401, and when it cannot be told now, an error with 503. */
  identify: (request: FastifyRequest) => Promise<Viewer | null>
  needs: Needs
  /** Addresses and networks of proxies whose `X-Forwarded-*` is believed; nobody's when left out. */
  trustedProxies?: string[]
  /** Adds hooks that come before anybody is identified. */
  addFirst?: (server: HttpServer) => void
}

/**
 * An HTTP server with one log line a request, the request's id taken from `x-request-id` or made here, `/health/live`
 * (the process is alive), `/health/ready` (it can do its work), and 401 for whoever is not known.
 */
export function createHttpServer({
  log,
  identify,
  needs,
  trustedProxies,
  addFirst,
}: Options): HttpServer {
  const server: HttpServer = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    requestIdHeader: 'x-request-id',
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    bodyLimit: 4 * 1024 * 1024,
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, request, reply) => refuseUrl(error, request, reply as FastifyReply),
    ...(trustedProxies && { trustProxy: trustedProxies }),
  })
  server.decorateRequest('viewer')
  if (isTracing()) traceRequests(server)
  addFirst?.(server)

  server.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => logRequest(request, reply))
    void reply.header('x-request-id', request.id)
    if (request.routeOptions.config.isPublic) return
    const viewer = await identify(request).catch((error: unknown) => {
      request.log.warn({ error: String(error) }, 'cannot tell who asks')
      return 'UNKNOWN' as const
    })
    if (viewer === 'UNKNOWN')
      return refuse(request, reply.code(503).header('retry-after', '5'), unavailable)
    if (!viewer)
      return refuse(request, reply.code(401).header('www-authenticate', 'Bearer'), unauthenticated)
    request.viewer = viewer
  })

  const isPublic = { config: { isPublic: true } }
  server.get('/health/live', isPublic, async () => ({ status: 'ok' }))
  server.get('/health/ready', isPublic, async (_, reply) => {
    const missing = await missingOf(needs, log)
    if (!missing.length) return { status: 'ready' }
    return reply.code(503).send({ status: 'not ready', missing })
  })
  return server
}

/** Also one whose client left before the whole answer was sent. */
function logRequest({ log, method, url }: FastifyRequest, { raw, elapsedTime }: FastifyReply) {
  const line = { method, path: url.split('?')[0], status: raw.statusCode }
  const isCutOff = !raw.writableFinished && { isCutOff: true }
  log.info({ ...line, ms: Math.round(elapsedTime), ...isCutOff }, 'request')
}

/** Strangers are told the names; the reasons stand in the log. */
async function missingOf(needs: Needs, log: Logger): Promise<string[]> {
  const looked = Object.entries(needs).map(async ([name, check]) => {
    try {
      await check()
      return []
    } catch (error) {
      log.warn({ error: String(error) }, `not ready: ${name}`)
      return [name]
    }
  })
  return (await Promise.all(looked)).flat()
}

/** Each request is a span; what its handler does is part of it. */
function traceRequests(server: HttpServer) {
  const spans = new WeakMap<FastifyRequest, Context>()
  const beginRequest = createBeginRequest()
  server.addHook('onRequest', async (request, { raw }) => {
    const { method, headers, id, routeOptions } = request
    const route = routeOptions.url ?? 'unknown'
    const attributes = { 'http.request.method': method, 'http.route': route, 'weft.request_id': id }
    const span = beginRequest(`${method} ${route}`, headers, attributes)
    spans.set(request, span)
    raw.once('close', () => endRequest(span, raw.statusCode)) // also when its client has left
  })
  server.addHook('preHandler', (request, _reply, done) => within(spans.get(request)!, done))
}

const unauthenticated: Refusal = {
  message: 'Send an access token: `Authorization: Bearer hf_…`.',
  code: 'UNAUTHENTICATED',
  type: 'authentication_error',
}
const unavailable: Refusal = {
  message: 'It cannot be told now who asks. Try again.',
  code: 'UPSTREAM_UNAVAILABLE',
  type: 'upstream_unavailable',
}

/** What the router cannot read; its message begins with the whole URL. */
const refuseUrl = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
  sendRefusal(request, reply.code(error.statusCode ?? 400), {
    message: error.message.replace(/^'[^]*' /, 'The URL '),
    type: 'invalid_request_error',
    code: error.code.toLowerCase(),
  })

/** In the words of GraphQL too. */
const refuse = (request: FastifyRequest, reply: FastifyReply, { message, code, type }: Refusal) =>
  sendRefusal(
    request,
    reply,
    { message, type, code: code.toLowerCase() },
    { errors: [{ message, extensions: { code } }] },
  )

/** Answers a request that came to another server of this process. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** Begins to listen; `close` lets requests under way end, for at most `graceSeconds`, those too that were handed over. */
export async function listen(
  server: HttpServer,
  { host, port, graceSeconds = 5 }: { host: string; port: number; graceSeconds?: number },
): Promise<Service & { handle: Handle }> {
  const url = await server.listen({ host, port })
  const handedOver = new Set<ServerResponse>()
  return {
    url,
    handle: (request, response) => {
      handedOver.add(response)
      response.once('close', () => handedOver.delete(response))
      server.routing(request, response)
    },
    close: async () => {
      const closed = server.close()
      // A request that was under way leaves a kept-alive connection behind, which closing has not seen as idle.
      const closing = setInterval(() => server.server.closeIdleConnections(), 50)
      const answered = [...handedOver].map((response) => once(response, 'close'))
      const isLate = await Promise.race([
        Promise.all([closed, ...answered]),
        wait(graceSeconds * 1_000, true, { ref: false }),
      ])
      clearInterval(closing)
      if (isLate === true) {
        server.server.closeAllConnections()
        for (const response of handedOver) response.destroy()
      }
      await closed
    },
  }
}
