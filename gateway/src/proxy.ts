import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Logger } from '@weft/kit/log'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Agent } from 'undici'
import type { Dispatcher } from 'undici'
import type { Vouch } from './identities.ts'
import type { Subgraphs } from './subgraphs.ts'

/** Sends a request on to a subgraph and its answer back, both as they flow. */
export type Forward = (
  subgraph: string,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>

export type Proxy = { forward: Forward; close: () => Promise<void> }

type Options = { subgraphs: Subgraphs; vouch: Vouch; log: Logger; publicUrl: string | undefined }

/** A model may think for minutes before its first token, and between two. */
const silenceSeconds = 600

export function createProxy({ subgraphs, vouch, log, publicUrl }: Options): Proxy {
  const agent = new Agent({
    connect: { timeout: 5_000 },
    headersTimeout: silenceSeconds * 1_000,
    bodyTimeout: silenceSeconds * 1_000,
  })

  const forward: Forward = async (name, request, reply) => {
    const { origin } = subgraphs.get(name)!
    const left = new AbortController()
    reply.raw.once('close', () => left.abort())
    try {
      const answer = await agent.request({
        origin,
        path: request.raw.url!,
        method: request.method as Dispatcher.HttpMethod,
        headers: {
          ...withoutHops(request.headers),
          ...forwarded(request, publicUrl),
          ...(request.viewer && { authorization: await vouch(request.viewer, name) }),
        },
        body: hasBody(request) ? request.raw : null,
        signal: left.signal,
      })
      return await sendBack(answer, reply)
    } catch (error) {
      if (left.signal.aborted) return reply.hijack()
      log.warn({ error: String(error), id: request.id }, `${name}: no answer`)
      return sendUnavailable(reply, name, error)
    }
  }
  return { forward, close: () => agent.destroy() }
}

async function sendBack(
  answer: Dispatcher.ResponseData,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.hijack()
  const { raw, request } = reply
  const headers: OutgoingHttpHeaders = withoutHops(answer.headers)
  if (!request.raw.complete) headers.connection = 'close' // the rest of the request would be read as the next one
  raw.writeHead(answer.statusCode, { 'x-request-id': request.id, ...headers })
  raw.flushHeaders()
  try {
    await pipeline(answer.body, raw)
  } catch {
    raw.destroy() // one side has gone; a cut answer must not look whole
  }
  return reply
}

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
]

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  const dropped = new Set([...hops, ...named])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)))
}

function forwarded(request: FastifyRequest, publicUrl: string | undefined): Record<string, string> {
  const { host, protocol } = new URL(publicUrl ?? `http://${request.headers.host ?? 'localhost'}`)
  return {
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-for': request.ip,
    'x-request-id': request.id,
  }
}

/** Readable for OpenAI's clients (`error`) and Hugging Face's (`x-error-message`). */
function sendUnavailable(reply: FastifyReply, name: string, error: unknown): FastifyReply {
  const isLate = String((error as { code?: unknown }).code).includes('TIMEOUT')
  const message = `\`${name}\` does not answer now.`
  return reply
    .code(isLate ? 504 : 502)
    .header('x-error-message', message)
    .header('connection', 'close')
    .send({ error: { message, type: 'upstream_unavailable', code: 'UPSTREAM_UNAVAILABLE' } })
}
