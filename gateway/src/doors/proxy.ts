import { once } from 'node:events'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { prefixOf } from '@weft/kit/ids'
import type { Logger } from '@weft/kit/log'
import { sendRefusal } from '@weft/kit/refusal'
import { traceCall } from '@weft/kit/tracing'
import { idsHeader, namespacesHeader } from '@weft/kit/headers'
import type { LocalSubgraph } from '@weft/kit/subgraph-server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Agent } from 'undici'
import type { Dispatcher } from 'undici'
import type { Callers } from '../identity/callers.ts'
import type { Vouch } from '../identity/identities.ts'
import type { Subgraphs } from '../graph/subgraphs.ts'
import { headersOf } from './headers.ts'

/**
 * What came of a request: the status of the answer, or that there was nobody left to answer. `ids` is what it acted upon,
 * `namespaces` where, if the answer tells.
 */
export type Outcome = { outcome: string; ids: string[]; namespaces?: string[] }

/** Sends a request on to a subgraph and its answer back, both as they flow. `tell` hears the outcome before the client. */
export type Forward = (
  door: { subgraph: string; keepsAuthorization?: true },
  request: FastifyRequest,
  reply: FastifyReply,
  tell: (outcome: Outcome) => Promise<void>,
) => Promise<FastifyReply>

export type Proxy = { forward: Forward; close: () => Promise<void> }

type Options = {
  subgraphs: Subgraphs
  vouch: Vouch
  callers: Callers
  log: Logger
  /** How clients reach this door; otherwise as they say, or as a proxy says that is trusted. */
  publicUrl?: string | undefined
}

/** A model may think for minutes before its first token, and between two. */
const silenceSeconds = 600

export function createProxy({ subgraphs, vouch, callers, log, publicUrl }: Options): Proxy {
  const agent = new Agent({
    connect: { timeout: 5_000 },
    headersTimeout: silenceSeconds * 1_000,
    bodyTimeout: silenceSeconds * 1_000,
  })

  const forward: Forward = async (door, request, reply, tell) => {
    const name = door.subgraph
    const { authorization } = request.headers
    const { origin, handle } = subgraphs.get(name)!
    if (handle && request.routeOptions.config.isPublic)
      return traceCall(name, (traced) => {
        Object.assign(request.headers, forwarded(request, publicUrl), traced)
        return handOver(handle, request, reply)
      })
    const left = new AbortController()
    reply.raw.once('close', () => left.abort())
    const stopWatching = cutWithCaller(callers, request, reply)
    try {
      const authorized = request.viewer && { authorization: await vouch(request.viewer, name) }
      const answer = await traceCall(name, (traced) =>
        agent.request({
          origin,
          path: request.raw.url!,
          method: request.method as Dispatcher.HttpMethod,
          headers: {
            ...withoutHops(request.headers),
            ...forwarded(request, publicUrl),
            ...(door.keepsAuthorization && authorization && { authorization }),
            ...authorized,
            ...traced,
          },
          body: hasBody(request) ? request.raw : null,
          signal: left.signal,
        }),
      )
      await tell({
        outcome: String(answer.statusCode),
        ids: idsIn(answer.headers),
        namespaces: told(answer.headers, namespacesHeader).map(decodeURIComponent),
      })
      return await sendBack(answer, reply)
    } catch (error) {
      const status = isLate(error) ? 504 : 502
      await tell({ outcome: left.signal.aborted ? 'ABANDONED' : String(status), ids: [] })
      if (left.signal.aborted) return reply.hijack()
      log.warn({ error: String(error), id: request.id }, `${name}: no answer`)
      return sendRefusal(
        request,
        reply.code(status).header('connection', 'close'),
        unavailable(name),
      )
    } finally {
      stopWatching()
    }
  }
  return { forward, close: () => agent.destroy() }
}

/** Where nobody is asked who they are, a request is handed over as it is: bytes, the most there are, pass no loopback. */
async function handOver(
  handle: LocalSubgraph['handle'],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { raw } = reply.hijack()
  for (const [name, value] of Object.entries(headersOf(reply))) raw.setHeader(name, value!)
  handle(request.raw, raw)
  if (!raw.closed) await once(raw, 'close')
  return reply
}

/** Breaks an answer off, however far it is, when its caller may not have it any more. */
function cutWithCaller(
  callers: Callers,
  { caller }: FastifyRequest,
  reply: FastifyReply,
): () => void {
  return caller ? callers.watch(caller, () => reply.raw.destroy()) : () => {}
}

async function sendBack(
  answer: Dispatcher.ResponseData,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.hijack()
  const { raw, request } = reply
  const headers: OutgoingHttpHeaders = withoutHops(answer.headers)
  if (!request.raw.complete) headers.connection = 'close' // the rest of the request would be read as the next one
  raw.writeHead(answer.statusCode, { ...headersOf(reply), ...headers })
  raw.flushHeaders()
  try {
    await pipeline(answer.body, raw)
  } catch {
    raw.destroy() // one side has gone; a cut answer must not look whole
  }
  return reply
}

const told = (headers: IncomingHttpHeaders, name: string) =>
  String(headers[name] ?? '')
    .split(',')
    .filter(Boolean)

const idsIn = (headers: IncomingHttpHeaders) => told(headers, idsHeader).filter(prefixOf)

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** What belongs to one connection, and to the gateway: who asks is told by the gateway alone. */
const hops = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'authorization',
  idsHeader,
  namespacesHeader,
]

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  const dropped = new Set([...hops, ...named])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)))
}

function forwarded(request: FastifyRequest, publicUrl: string | undefined): Record<string, string> {
  const { host, protocol } = new URL(
    publicUrl ?? `${request.protocol}://${request.host || 'localhost'}`,
  )
  return {
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-for': request.ip,
    'x-request-id': request.id,
  }
}

const isLate = (error: unknown) => String((error as { code?: unknown }).code).includes('TIMEOUT')

const unavailable = (name: string) => ({
  message: `\`${name}\` does not answer now.`,
  type: 'upstream_unavailable',
  code: 'UPSTREAM_UNAVAILABLE',
})
