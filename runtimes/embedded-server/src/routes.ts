import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { ApiError } from './api-error.ts'
import { answerChat } from './chat-answer.ts'
import { parseChatRequest } from './chat-request.ts'
import { checkKey, readJsonBody, sendError, sendJson, sendText } from './http.ts'
import type { Llama } from './llama.ts'
import type { Voices } from './voices.ts'

export type Ready = { status: 'ready'; llama: Llama; voices: Voices; startedAt: Date }
export type Readiness = Ready | { status: 'downloading' | 'loading'; reason: string }
export type RouteOptions = { apiKey: string; readiness: () => Readiness }

type Call = { request: IncomingMessage; response: ServerResponse; signal: AbortSignal; app: Ready }

const loadRequest = z.object({
  lora_name: z.string().min(1),
  lora_path: z.string().regex(/^[\w.-]+\/[\w.-]+@[\w./-]+$/, 'is not namespace/name@revision'),
})
const unloadRequest = z.object({ lora_name: z.string().min(1) })

const routes: Record<string, (call: Call) => Promise<void> | void> = {
  'GET /v1/models': listModels,
  'POST /v1/chat/completions': complete,
  'POST /v1/load_lora_adapter': loadAdapter,
  'POST /v1/unload_lora_adapter': unloadAdapter,
}

/** Answers every request, come what may. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: RouteOptions,
) {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    await dispatch({ request, response, signal: gone.signal }, options)
  } catch (error) {
    if (gone.signal.aborted) return
    if (!(error instanceof ApiError)) console.error(error)
    sendError(response, error instanceof ApiError ? error : internalError)
  }
}

const internalError = new ApiError(500, 'The server failed to answer; its log says why.', {
  type: 'server_error',
})

function dispatch(call: Omit<Call, 'app'>, { apiKey, readiness }: RouteOptions) {
  const { request, response } = call
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const now = readiness()
  if (path === '/health') return sendJson(response, now.status === 'ready' ? 200 : 503, health(now))
  if (path.startsWith('/v1/')) checkKey(request, apiKey)
  const route = routes[`${request.method} ${path}`]
  if (!route) throw new ApiError(404, `There is no ${request.method} ${path}.`)
  if (now.status !== 'ready')
    throw new ApiError(503, `The model is not ready: ${now.reason}`, {
      type: 'server_error',
      code: 'model_not_ready',
    })
  return route({ ...call, app: now })
}

const health = (now: Readiness) =>
  now.status === 'ready' ? { status: now.status } : { status: now.status, reason: now.reason }

function listModels({ response, app }: Call) {
  const created = Math.floor(app.startedAt.getTime() / 1000)
  const data = app.voices.names().map(({ name, parent }) => ({
    id: name,
    object: 'model',
    created,
    owned_by: 'weft',
    root: parent ?? name,
    parent,
    max_model_len: app.llama.contextLength,
  }))
  sendJson(response, 200, { object: 'list', data })
}

async function complete({ request, response, signal, app }: Call) {
  const chat = parseChatRequest(await readJsonBody(request))
  await answerChat(app.llama, app.voices.get(chat.model), { request: chat, response, signal })
}

async function loadAdapter({ request, response, app }: Call) {
  const { lora_name: name, lora_path: path } = parseBody(loadRequest, await readJsonBody(request))
  const [repository = '', revision = ''] = path.split('@')
  await app.voices.load({ name, repository, revision })
  sendText(response, `Success: LoRA adapter '${name}' added successfully.`)
}

async function unloadAdapter({ request, response, app }: Call) {
  const { lora_name: name } = parseBody(unloadRequest, await readJsonBody(request))
  await app.voices.unload(name)
  sendText(response, `Success: LoRA adapter '${name}' removed successfully.`)
}

function parseBody<S extends z.ZodType>(schema: S, body: unknown) {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const param = parsed.error.issues[0]?.path.join('.') || null
  throw new ApiError(400, z.prettifyError(parsed.error), { param })
}
