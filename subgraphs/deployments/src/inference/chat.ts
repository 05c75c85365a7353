import type { FastifyReply, FastifyRequest } from 'fastify'
import { Agent, request as send } from 'undici'
import type { App } from '../app.ts'
import type { Viewer } from '@weft/kit/identity'
import { reasonOf } from '../servers/model-server.ts'
import { parseChatRequest } from './chat-request.ts'
import type { ChatRequest } from './chat-request.ts'
import { guard } from './guard.ts'
import { OpenAiError, unavailable } from './openai-error.ts'
import { refusalCompletion, refusalStream } from './refusal.ts'
import { findServed, findWhyNotYet } from './served.service.ts'
import type { Served } from './served.service.ts'

const minuteMs = 60_000
const connections = new Agent({
  connect: { timeout: 5_000 },
  headersTimeout: 10 * minuteMs, // an answer that is not streamed has its headers when it is whole
  bodyTimeout: 5 * minuteMs,
  keepAliveTimeout: 4_000,
})

/** Answers a chat completion: by the guard, if it blocks, or else by the server of the model. */
export async function completeChat(app: App, request: FastifyRequest, reply: FastifyReply) {
  const { viewer, id } = request
  const chat = parseChatRequest(request.body)
  const served = await getServed(app, viewer, chat.model)
  const { verdictId, refusal } = await guard({ graph: app.graphFor(id), viewer }, served, chat)
  if (verdictId) void reply.header('x-guardrail-verdict', verdictId)
  if (refusal !== null) return refuse(reply, { model: served.name, refusal, chat })
  return passOn(app, served, { chat, reply })
}

async function getServed(app: App, viewer: Viewer, name: string): Promise<Served> {
  const em = app.orm.em.fork()
  const [served] = await findServed(em, viewer, { name })
  if (served) return served
  const reason = await findWhyNotYet(em, viewer, name)
  if (reason) throw unavailable('model_not_ready', `\`${name}\` is not ready: ${reason}`)
  throw await modelNotFound(app, viewer, name)
}

export async function modelNotFound(app: App, viewer: Viewer, name: string): Promise<OpenAiError> {
  const names = (await findServed(app.orm.em.fork(), viewer)).map((served) => `\`${served.name}\``)
  return new OpenAiError(
    404,
    `The model \`${name}\` is not served. ${names.length ? `Served are: ${names.join(', ')}.` : 'No model is.'}`,
    { param: 'model', code: 'model_not_found' },
  )
}

function refuse(
  reply: FastifyReply,
  { model, refusal, chat }: { model: string; refusal: string; chat: ChatRequest },
) {
  if (!chat.stream) return reply.send(refusalCompletion(model, refusal))
  return reply.type('text/event-stream').send(refusalStream(model, refusal, chat))
}

type Call = { chat: ChatRequest; reply: FastifyReply }

async function passOn(
  { runner }: App,
  { deploymentId, apiKey, name }: Served,
  { chat, reply }: Call,
) {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const found = await runner.find(deploymentId)
  if (found?.state !== 'running')
    throw unavailable(
      'model_unavailable',
      `The server of \`${name}\` has ended; it is started again.`,
    )
  const answer = await send(`${found.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...chat, model: name }),
    signal: gone.signal,
    dispatcher: connections,
  }).catch((error: unknown) => {
    throw unavailable(
      'model_unavailable',
      `The server of \`${name}\` does not answer: ${reasonOf(error)}`,
    )
  })
  const { 'content-type': type, 'retry-after': retryAfter } = answer.headers
  if (type) void reply.header('content-type', type)
  if (retryAfter) void reply.header('retry-after', retryAfter)
  return reply.code(answer.statusCode).header('cache-control', 'no-cache').send(answer.body)
}
