import type { ChatMessage } from '@weft/model-files/tokenizer'
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { ApiError } from './api-error.ts'
import type { ChatRequest } from './chat-request.ts'
import { Pool } from './pool.ts'
import { createTextStream } from './text-stream.ts'

export type LlamaOptions = {
  modelPath: string
  render: (messages: readonly ChatMessage[]) => string
  contextLength: number | undefined
  sequenceCount: number
  queueLimit: number
  threads: number
}
export type Usage = { promptTokens: number; completionTokens: number }
export type Piece = { text: string; finishReason: 'stop' | 'length' | null; usage: Usage }

type Asked = { request: ChatRequest; signal: AbortSignal }
type Say = (piece: Piece) => Promise<void> | void

/** One way to use the loaded weights: as they are, or with an adapter laid over them. */
export type Voice = { context: LlamaContext; pool: Pool<LlamaContextSequence> }

const MAX_DEFAULT_CONTEXT_LENGTH = 4096
const BATCH_SIZE = 256

/** llama.cpp with one model in memory, whatever the number of adapters. */
export async function loadLlama(options: LlamaOptions) {
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: options.threads,
  })
  const model = await llama.loadModel({ modelPath: options.modelPath })
  const contextLength = contextLengthOf(options, model)

  async function createVoice(adapterPath?: string): Promise<Voice> {
    const context = await model.createContext({
      contextSize: contextLength,
      sequences: options.sequenceCount,
      threads: options.threads,
      batchSize: BATCH_SIZE,
      ...(adapterPath ? { lora: { adapters: [{ filePath: adapterPath }] } } : {}),
    })
    const sequences = Array.from({ length: options.sequenceCount }, () => context.getSequence())
    return { context, pool: new Pool(sequences, options.queueLimit) }
  }

  function toPrompt(request: ChatRequest) {
    const tokens = model.tokenize(renderPrompt(options, request), true)
    if (tokens.length < contextLength) return tokens
    throw new ApiError(
      400,
      `The messages are ${tokens.length} tokens long, the context has room for ${contextLength}.`,
      { param: 'messages', code: 'context_length_exceeded' },
    )
  }

  /** Gives every piece of the answer to `say`, the last one with the reason of the end. */
  function chat(voice: Voice, { request, signal }: Asked, say: Say) {
    const prompt = toPrompt(request)
    const limit = Math.min(request.maxTokens ?? contextLength, contextLength - prompt.length)
    return voice.pool.use(signal, async (sequence) => {
      await sequence.clearHistory()
      const usage = { promptTokens: prompt.length, completionTokens: 0 }
      const text = createTextStream((tokens: Token[]) => model.detokenize(tokens), request.stop)
      for await (const token of sequence.evaluate(prompt, samplingOf(request))) {
        signal.throwIfAborted()
        usage.completionTokens++
        const piece = text.push(token)
        if (text.isStopped()) return say({ text: piece, finishReason: 'stop', usage })
        if (usage.completionTokens >= limit) {
          const rest = piece + text.end()
          return say({ text: rest, finishReason: text.isStopped() ? 'stop' : 'length', usage })
        }
        if (piece) await say({ text: piece, finishReason: null, usage })
      }
      return say({ text: text.end(), finishReason: 'stop', usage })
    })
  }

  return {
    model,
    contextLength,
    createVoice,
    chat,
    close: () => llama.dispose(),
  }
}
export type Llama = Awaited<ReturnType<typeof loadLlama>>

const samplingOf = ({ temperature, topP, seed }: ChatRequest) => ({
  temperature,
  topP,
  topK: 0,
  minP: 0,
  ...(seed === null ? {} : { seed }),
})

function contextLengthOf({ contextLength }: LlamaOptions, model: LlamaModel) {
  const most = model.trainContextSize
  return Math.min(contextLength ?? MAX_DEFAULT_CONTEXT_LENGTH, most)
}

function renderPrompt({ render }: LlamaOptions, { messages }: ChatRequest) {
  try {
    return render(messages)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ApiError(400, `The chat template refuses these messages: ${why}`, {
      param: 'messages',
    })
  }
}
