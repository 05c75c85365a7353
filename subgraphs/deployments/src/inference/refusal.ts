import { randomUUID } from 'node:crypto'
import type { ChatRequest } from './chat-request.ts'

/** A chat completion that was made without the model: what is said instead of an answer. */
export function refusalCompletion(model: string, content: string): object {
  return {
    ...head(model, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: 'content_filter',
      },
    ],
    usage,
  }
}

/** The same as server-sent events. */
export function refusalStream(model: string, content: string, request: ChatRequest): string {
  const shared = head(model, 'chat.completion.chunk')
  const choice = (delta: object, finish_reason: string | null) => ({
    ...shared,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  })
  const chunks = [
    choice({ role: 'assistant', content }, null),
    choice({}, 'content_filter'),
    ...(request.stream_options?.include_usage ? [{ ...shared, choices: [], usage }] : []),
  ]
  return [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
    .map((data) => `data: ${data}\n\n`)
    .join('')
}

const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }

const head = (model: string, object: string) => ({
  id: `chatcmpl-${randomUUID()}`,
  object,
  created: Math.floor(Date.now() / 1_000),
  model,
})
