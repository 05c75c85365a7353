import { z } from 'zod'
import { OpenAiError } from './openai-error.ts'

/** Only what the door itself has to know; all else is passed on as it came. */
const ChatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
})
export type ChatRequest = z.infer<typeof ChatRequest>

export function parseChatRequest(body: unknown): ChatRequest {
  const parsed = ChatRequest.safeParse(body)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  const param = path.join('.')
  throw new OpenAiError(400, param ? `\`${param}\`: ${message}` : message, { param: param || null })
}

/** A text somewhere in a message, and how to put another one in its place. */
export type Text = { role: string; content: string; replace: (content: string) => void }

/** These hold no words: names of kinds, and links to or bytes of pictures and sound. */
const silent = new Set(['role', 'type', 'id', 'image_url', 'input_audio', 'file'])

/** Every text that the model may come to read: contents, their parts, and what tools were asked and answered. */
export function textsOf({ messages }: ChatRequest): Text[] {
  return messages.flatMap((message) => [...textsIn(message, message.role)])
}

function* textsIn(holder: object, role: string): Generator<Text> {
  for (const [key, value] of Object.entries(holder) as [string, unknown][]) {
    if (silent.has(key)) continue
    if (typeof value === 'string')
      yield {
        role,
        content: value,
        replace: (content) => Object.assign(holder, { [key]: content }),
      }
    else if (typeof value === 'object' && value !== null) yield* textsIn(value, role)
  }
}
