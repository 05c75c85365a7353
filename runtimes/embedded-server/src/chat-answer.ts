import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { ChatRequest } from './chat-request.ts'
import { beginEvents, sendJson } from './http.ts'
import type { Llama, Piece, Usage, Voice } from './llama.ts'

type Exchange = { request: ChatRequest; response: ServerResponse; signal: AbortSignal }

/** Answers with one JSON object, or piece by piece, as the request wishes. */
export const answerChat = (llama: Llama, voice: Voice, exchange: Exchange) =>
  exchange.request.isStream
    ? streamAnswer(llama, voice, exchange)
    : wholeAnswer(llama, voice, exchange)

const envelope = (request: ChatRequest, object: string) => ({
  id: `chatcmpl-${randomUUID()}`,
  object,
  created: Math.floor(Date.now() / 1000),
  model: request.model,
})

const toUsage = ({ promptTokens, completionTokens }: Usage) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
})

async function wholeAnswer(llama: Llama, voice: Voice, exchange: Exchange) {
  let content = ''
  let last: Piece | null = null
  await llama.chat(voice, exchange, (piece) => {
    content += piece.text
    last = piece
  })
  const { finishReason, usage } = ended(last)
  const message = { role: 'assistant', content }
  sendJson(exchange.response, 200, {
    ...envelope(exchange.request, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage: toUsage(usage),
  })
}

async function streamAnswer(llama: Llama, voice: Voice, exchange: Exchange) {
  const { request, response, signal } = exchange
  const head = envelope(request, 'chat.completion.chunk')
  const usageField = request.includesUsage ? { usage: null } : {}
  const chunk = (delta: object, finishReason: Piece['finishReason']) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...usageField,
  })
  // Headers wait for the first piece, so that a refusal still has a status of its own.
  let begun: ReturnType<typeof beginEvents> | null = null
  const send = async (data: unknown) => {
    if (!begun) {
      begun = beginEvents(response, signal)
      await begun(chunk({ role: 'assistant', content: '' }, null))
    }
    await begun(data)
  }
  let last: Piece | null = null
  await llama.chat(voice, exchange, async (piece) => {
    last = piece
    if (piece.text) await send(chunk({ content: piece.text }, null))
    if (piece.finishReason) await send(chunk({}, piece.finishReason))
  })
  const { usage } = ended(last)
  if (request.includesUsage) await send({ ...head, choices: [], usage: toUsage(usage) })
  await send('[DONE]')
  response.end()
}

function ended(piece: Piece | null): Piece {
  if (piece?.finishReason) return piece
  throw new Error('The model stopped without a reason.')
}
