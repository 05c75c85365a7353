import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { env as environment } from 'node:process'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

// A model server as small as the contract allows: it says what it was asked. The repository's id tells how it fails.

const env = z
  .object({
    HOST: z.string(),
    PORT: z.coerce.number(),
    HF_ENDPOINT: z.url(),
    HF_TOKEN: z.string().min(1),
    VLLM_API_KEY: z.string().min(1),
    WEFT_MODEL: z.string().transform((text) => JSON.parse(text) as unknown),
  })
  .parse(environment)
const { repository, servedName } = z
  .object({
    repository: z.string(),
    revision: z.string().length(40),
    servedName: z.string(),
  })
  .parse(env.WEFT_MODEL)

const phases = ['downloading', 'loading']
const adapters = new Set<string>()
let disconnects = 0
let isSick = false

const Chat = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  stream: z.boolean().optional(),
})

const send = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const refuse = (response: ServerResponse, status: number, message: string) =>
  send(response, status, {
    error: { message, type: 'invalid_request_error', param: null, code: null },
  })

/** A server of `slow` goes on when it is told to, by a file in its folder. */
const isHeld = () => repository.endsWith('_slow') && !existsSync('go')

function health(response: ServerResponse) {
  const phase = isHeld() ? phases[0] : phases.shift()
  if (isSick) return send(response, 500, { status: 'sick' })
  if (phase) return send(response, 503, { status: phase, reason: `${phase} ${servedName}` })
  return send(response, 200, { status: 'ready' })
}

async function chat(request: IncomingMessage, response: ServerResponse) {
  const { model, messages, stream, ...rest } = Chat.parse(await json(request))
  if (repository.endsWith('_mute')) return refuse(response, 500, 'no chat template')
  if (model !== servedName && !adapters.has(model)) return refuse(response, 404, `no ${model}`)
  const asked = messages.at(-1)!.content
  if (asked === 'be sick') isSick = true
  if (stream) return streamTicks(response, { model, asked })
  const content =
    asked === 'disconnects?' ? String(disconnects) : JSON.stringify({ asked, ...rest })
  const message = { role: 'assistant', content }
  send(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  })
}

/** A word at a time; `for ever` only ends when the client leaves. */
function streamTicks(
  response: ServerResponse,
  { model, asked }: { model: string; asked: unknown },
) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const write = (choice: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices: [choice] })}\n\n`,
    )
  const words = String(asked).split(' ')
  const timer = setInterval(() => {
    const content = asked === 'for ever' ? 'tick ' : words.shift()
    write({ index: 0, delta: { content }, finish_reason: null })
    if (words.length) return
    clearInterval(timer)
    write({ index: 0, delta: {}, finish_reason: 'stop' })
    response.end('data: [DONE]\n\n')
  }, 20)
  response.once('close', () => {
    clearInterval(timer)
    if (!response.writableFinished) disconnects += 1
  })
}

async function loadAdapter(request: IncomingMessage, response: ServerResponse) {
  const { lora_name, lora_path } = z
    .object({ lora_name: z.string(), lora_path: z.string() })
    .parse(await json(request))
  if (lora_path.startsWith('default/dataset_broken@'))
    return refuse(response, 400, 'lora_A of layer 3 has rank 8, not 16')
  adapters.add(lora_name)
  response.end(`Success: LoRA adapter '${lora_name}' added successfully.`)
}

async function unloadAdapter(request: IncomingMessage, response: ServerResponse) {
  adapters.delete(z.object({ lora_name: z.string() }).parse(await json(request)).lora_name)
  response.end('Success')
}

const listModels = (response: ServerResponse) =>
  send(response, 200, { data: [servedName, ...adapters].map((id) => ({ id, object: 'model' })) })

async function answer(request: IncomingMessage, response: ServerResponse) {
  if (request.url === '/health') return health(response)
  if (request.headers.authorization !== `Bearer ${env.VLLM_API_KEY}`)
    return refuse(response, 401, 'wrong key')
  if (request.url === '/v1/models') return listModels(response)
  if (request.url === '/v1/chat/completions') return chat(request, response)
  if (request.url === '/v1/load_lora_adapter') return loadAdapter(request, response)
  return unloadAdapter(request, response)
}

if (repository.endsWith('_damaged')) {
  console.error(`${servedName}: model.safetensors is cut short`)
  process.exit(1)
}
createServer((request, response) => void answer(request, response)).listen(env.PORT, env.HOST)
