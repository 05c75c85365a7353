import { z } from 'zod'

/** How a running model server is reached. */
export type ModelServer = { url: string; apiKey: string }

export type Health =
  | { state: 'ready' }
  | { state: 'downloading' | 'loading' | 'silent'; reason: string }

/** The server has answered, and will give the same answer again. */
export class Refusal extends Error {}

const HealthAnswer = z.object({
  status: z.enum(['downloading', 'loading']),
  reason: z.string().default(''),
})
const ErrorAnswer = z.object({ error: z.object({ message: z.string() }) })
const Models = z.object({ data: z.array(z.object({ id: z.string() })) })
const Completion = z.object({ choices: z.array(z.object({ message: z.object({}) })).min(1) })

export async function checkHealth({ url }: ModelServer, signal: AbortSignal): Promise<Health> {
  try {
    const response = await fetch(`${url}/health`, { signal: within(3, signal) })
    const body = await response.text()
    if (response.ok) return { state: 'ready' }
    const { data } = HealthAnswer.safeParse(parseJson(body))
    if (data) return { state: data.status, reason: data.reason }
    return { state: 'silent', reason: `it answers ${response.status}` }
  } catch (error) {
    signal.throwIfAborted()
    return { state: 'silent', reason: reasonOf(error) }
  }
}

/** Has one token made, as the proof that `model` can be talked to. */
export async function probe(server: ModelServer, model: string, signal: AbortSignal) {
  const answer = await call(server, '/v1/chat/completions', {
    signal: within(60, signal),
    body: { model, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 1 },
  })
  if (!Completion.safeParse(parseJson(answer)).success)
    throw new Error(`the answer is no chat completion: ${answer.slice(0, 200)}`)
}

/** The names that the server answers to. */
export async function listModels(server: ModelServer, signal: AbortSignal): Promise<string[]> {
  const answer = await call(server, '/v1/models', { signal: within(10, signal) })
  return Models.parse(parseJson(answer)).data.map(({ id }) => id)
}

export async function loadAdapter(
  server: ModelServer,
  adapter: { name: string; path: string },
  signal: AbortSignal,
): Promise<void> {
  const body = { lora_name: adapter.name, lora_path: adapter.path }
  await call(server, '/v1/load_lora_adapter', { signal: within(600, signal), body })
}

export async function unloadAdapter(server: ModelServer, name: string, signal: AbortSignal) {
  const body = { lora_name: name }
  await call(server, '/v1/unload_lora_adapter', { signal: within(60, signal), body })
}

type Call = { signal: AbortSignal; body?: object }

async function call({ url, apiKey }: ModelServer, path: string, { signal, body }: Call) {
  const response = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    signal,
  })
  const answer = await response.text()
  if (response.ok) return answer
  const message =
    ErrorAnswer.safeParse(parseJson(answer)).data?.error.message ?? answer.slice(0, 500)
  const reason = message || `status ${response.status}`
  const isFinal =
    response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status)
  throw isFinal ? new Refusal(reason) : new Error(reason)
}

const within = (seconds: number, signal: AbortSignal) =>
  AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000)])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message
}
