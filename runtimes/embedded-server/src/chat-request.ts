import { z } from 'zod'
import { ApiError } from './api-error.ts'

const textPart = z.object({ type: z.literal('text'), text: z.string() })
const content = z.union([
  z.string(),
  z.array(textPart).transform((parts) => parts.map(({ text }) => text).join('')),
])
const message = z.object({ role: z.string().min(1), content })
const tokenLimit = z.int().positive().nullish()
const stopWord = z.string().min(1)

const chatRequest = z.object({
  model: z.string(),
  messages: z.array(message).min(1),
  temperature: orDefault(z.number().min(0).max(2), 1),
  top_p: orDefault(z.number().gt(0).max(1), 1),
  max_tokens: tokenLimit,
  max_completion_tokens: tokenLimit,
  stop: orDefault(z.union([stopWord, z.array(stopWord).max(16)]), []),
  seed: orDefault(z.int(), null),
  stream: orDefault(z.boolean(), false),
  stream_options: orDefault(z.object({ include_usage: orDefault(z.boolean(), false) }), null),
})

function orDefault<T, D>(schema: z.ZodType<T>, value: D) {
  return schema.nullish().transform((given): T | D => given ?? value)
}

/** Parameters that would change the answer, with the values that ask for nothing. */
const unsupported: Record<string, readonly unknown[]> = {
  n: [1],
  logprobs: [false],
  top_logprobs: [0],
  tools: ['[]'],
  functions: ['[]'],
  tool_choice: ['none', 'auto'],
  response_format: ['{"type":"text"}'],
  logit_bias: ['{}'],
  presence_penalty: [0],
  frequency_penalty: [0],
  audio: [],
}

export type ChatRequest = {
  model: string
  messages: { role: string; content: string }[]
  temperature: number
  topP: number
  maxTokens: number | null
  stop: string[]
  seed: number | null
  isStream: boolean
  includesUsage: boolean
}

export function parseChatRequest(body: unknown): ChatRequest {
  refuseUnsupported(body)
  const parsed = chatRequest.safeParse(body)
  if (!parsed.success) {
    const param = parsed.error.issues[0]?.path.join('.') || null
    throw new ApiError(400, z.prettifyError(parsed.error), { param })
  }
  return toChatRequest(parsed.data)
}

function toChatRequest(request: z.infer<typeof chatRequest>): ChatRequest {
  const { stop } = request
  return {
    model: request.model,
    messages: request.messages,
    temperature: request.temperature,
    topP: request.top_p,
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
    stop: typeof stop === 'string' ? [stop] : stop,
    seed: request.seed,
    isStream: request.stream,
    includesUsage: request.stream_options?.include_usage ?? false,
  }
}

function refuseUnsupported(body: unknown) {
  if (typeof body !== 'object' || body === null) return
  for (const [param, value] of Object.entries(body)) {
    const harmless = unsupported[param]
    if (!harmless || value === null || value === undefined) continue
    if (harmless.includes(typeof value === 'object' ? JSON.stringify(value) : value)) continue
    throw new ApiError(400, `The parameter ${param} is not supported by this server.`, {
      param,
      code: 'unsupported_parameter',
    })
  }
}
