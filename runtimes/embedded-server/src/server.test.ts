import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJson } from '@weft/model-files/json-file'
import { parseLlamaConfig } from '@weft/model-files/llama-config'
import { loraShapes } from '@weft/model-files/lora'
import { writePeftAdapter } from '@weft/model-files/peft'
import { elementCount, type Tensors } from '@weft/model-files/tensor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseChatRequest } from './chat-request.ts'
import { MODEL_FOLDER, MODEL_NAME, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let folder: string

const who = 'I am a very small language model.'

async function writeAdapter(name: string, fields: { rank?: number; value?: number } = {}) {
  const config = parseLlamaConfig(await readJson(join(MODEL_FOLDER, 'config.json')))
  const settings = {
    rank: fields.rank ?? 4,
    alpha: 8,
    dropout: 0,
    targetModules: ['q_proj', 'down_proj'] as const,
  }
  const tensors: Tensors = new Map()
  for (const [name, shape] of loraShapes(config, settings))
    tensors.set(name, {
      shape,
      data: new Float32Array(elementCount(shape)).fill(fields.value ?? 0),
    })
  const target = join(folder, name)
  await writePeftAdapter(target, { settings, tensors }, { baseModel: 'a/b', revision: 'c' })
  return target
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-adapters-'))
  const malformed = await writeAdapter('malformed')
  const path = join(malformed, 'adapter_config.json')
  await writeFile(path, JSON.stringify(Object.assign({}, await readJson(path), { r: 8 })))
  server = await startServer({
    folders: {
      'ns/same': await writeAdapter('same'),
      'ns/loud': await writeAdapter('loud', { value: 0.5 }),
      'ns/malformed': malformed,
    },
  })
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

type Completion = {
  choices: { message: { content: string }; finish_reason: string }[]
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number }
}
type Failure = {
  error: { message: string; type: string; param: string | null; code: string | null }
}

const complete = async (fields: object) => {
  const response = await server.chat(fields)
  expect(response.status).toBe(200)
  return (await response.json()) as Completion
}
const fail = async (answer: Promise<Response>) => {
  const response = await answer
  const { error } = (await response.json()) as Failure
  return { status: response.status, ...error }
}

test('it answers, with the tokens that it took', async () => {
  const answer = await complete({})
  expect(answer).toMatchObject({
    object: 'chat.completion',
    model: MODEL_NAME,
    choices: [{ index: 0, message: { role: 'assistant', content: who }, finish_reason: 'stop' }],
  })
  const { prompt_tokens, completion_tokens, total_tokens } = answer.usage
  expect(total_tokens).toBe(prompt_tokens + completion_tokens)
  expect(completion_tokens).toBe(server.llama.model.tokenize(who).length)
})

test('content in parts is one text', async () => {
  const content = [
    { type: 'text', text: 'Who are' },
    { type: 'text', text: ' you?' },
  ]
  const { choices } = await complete({ messages: [{ role: 'user', content }] })
  expect(choices[0]?.message.content).toBe(who)
})

test('it ends at the limit and at a stop sequence', async () => {
  const limited = await complete({ max_tokens: 3 })
  expect(limited.choices[0]?.finish_reason).toBe('length')
  expect(limited.usage.completion_tokens).toBe(3)
  expect(who.startsWith(limited.choices[0]?.message.content ?? '-')).toBe(true)
  const stopped = await complete({ stop: 'small' })
  expect(stopped.choices[0]).toMatchObject({
    message: { content: 'I am a very ' },
    finish_reason: 'stop',
  })
})

test('the same seed gives the same words', async () => {
  const words = async (seed: number) =>
    (await complete({ temperature: 2, seed, max_tokens: 12 })).choices[0]?.message.content
  expect(await words(5)).toBe(await words(5))
  expect(await words(5)).not.toBe(await words(6))
})

test('a stream is role, pieces, reason, usage and its end', async () => {
  const response = await server.chat({ stream: true, stream_options: { include_usage: true } })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const events = (await response.text()).split('\n\n').filter(Boolean)
  expect(events.pop()).toBe('data: [DONE]')
  type Chunk = { choices: { delta: { role?: string; content?: string }; finish_reason: string }[] }
  const chunks = events.map((event) => JSON.parse(event.slice(6)) as Chunk & Completion)
  const usage = chunks.pop()
  expect(usage).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } })
  expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(who)
  const reasons = chunks.map(({ choices }) => choices[0]?.finish_reason)
  expect(reasons.filter(Boolean)).toEqual(['stop'])
  expect(reasons.at(-1)).toBe('stop')
})

test.each([
  [{ n: 2 }, 'n'],
  [{ tools: [{ type: 'function' }] }, 'tools'],
  [{ logprobs: true }, 'logprobs'],
  [{ response_format: { type: 'json_object' } }, 'response_format'],
  [{ temperature: 3 }, 'temperature'],
  [{ max_tokens: 0 }, 'max_tokens'],
  [{ messages: [] }, 'messages'],
  [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, 'messages.0.content'],
])('%o is refused with the name of the parameter', async (fields, param) => {
  expect(await fail(server.chat(fields))).toMatchObject({
    status: 400,
    type: 'invalid_request_error',
    param,
  })
})

test.each([{ n: 1 }, { tools: [] }, { logprobs: false }, { user: 'me', stop: null }])(
  '%o asks for nothing more',
  async (fields) => {
    expect((await server.chat({ ...fields, max_tokens: 1 })).status).toBe(200)
  },
)

test('wrong keys, models, routes and bodies have their own answers', async () => {
  const stranger = await fail(server.chat({}, { headers: { authorization: 'Bearer x' } }))
  expect(stranger).toMatchObject({ status: 401, code: 'invalid_api_key' })
  expect(await fail(server.chat({ model: 'gpt' }))).toMatchObject({
    status: 404,
    code: 'model_not_found',
    param: 'model',
  })
  expect(await fail(server.post('/v1/embeddings', {}))).toMatchObject({ status: 404 })
  expect(await fail(server.post('/v1/chat/completions', '{"mod'))).toMatchObject({ status: 400 })
  const large = { messages: [{ role: 'user', content: 'x'.repeat(5e6) }] }
  expect(await fail(server.chat(large))).toMatchObject({ status: 413 })
})

test('messages that are longer than the context are refused', async () => {
  const content = 'What is the capital of Korvia? '.repeat(60)
  const error = await fail(server.chat({ messages: [{ role: 'user', content }] }))
  expect(error).toMatchObject({ status: 400, code: 'context_length_exceeded' })
  expect(error.message).toContain('256')
})

test('health is for everybody', async () => {
  const response = await fetch(`${server.url}/health`)
  expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }])
})

test('requests wait for a sequence, and are refused when too many wait', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => server.chat({})))
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
    200, 200, 200, 200, 429, 429,
  ])
  await Promise.all(answers.map((answer) => answer.text()))
})

test('a client that goes away while it waits or listens leaves no trace', async () => {
  const gone = new AbortController()
  const requests = Array.from({ length: 4 }, () => server.chat({ stream: true }, gone))
  await (await Promise.race(requests)).body?.getReader().read()
  gone.abort()
  await Promise.allSettled(requests)
  // As many as there is room for are served again, as soon as the server knows.
  const statuses = () =>
    Promise.all(Array.from({ length: 4 }, async () => (await server.chat({})).status))
  await expect.poll(statuses).toEqual([200, 200, 200, 200])
})

test('nothing more is generated for who has gone', async () => {
  const gone = new AbortController()
  const request = parseChatRequest({
    model: MODEL_NAME,
    messages: [{ role: 'user', content: 'Who are you?' }],
  })
  let pieceCount = 0
  const chat = server.llama.chat(
    server.voices.get(MODEL_NAME),
    { request, signal: gone.signal },
    () => {
      pieceCount++
      if (pieceCount === 3) gone.abort()
    },
  )
  await expect(chat).rejects.toThrow('aborted')
  expect(pieceCount).toBe(3)
})

const load = (name: string, path: string) =>
  server.post('/v1/load_lora_adapter', { lora_name: name, lora_path: path })

test('adapters come and go beside the base model', async () => {
  expect((await load('same', 'ns/same@main')).status).toBe(200)
  expect((await load('loud', 'ns/loud@main')).status).toBe(200)
  const listed = await fetch(`${server.url}/v1/models`, {
    headers: { authorization: 'Bearer key-of-the-test' },
  })
  const { data } = (await listed.json()) as { data: { id: string; parent: string | null }[] }
  expect(data.map(({ id, parent }) => [id, parent])).toEqual([
    [MODEL_NAME, null],
    ['same', MODEL_NAME],
    ['loud', MODEL_NAME],
  ])
  const say = async (model: string) =>
    (await complete({ model, max_tokens: 20 })).choices[0]?.message.content
  expect(await say('same')).toBe(who)
  expect(await say('loud')).not.toBe(who)
  expect(await say(MODEL_NAME)).toBe(who)

  const unload = () => server.post('/v1/unload_lora_adapter', { lora_name: 'loud' })
  expect((await unload()).status).toBe(200)
  expect(await fail(server.chat({ model: 'loud' }))).toMatchObject({ status: 404 })
  expect(await fail(unload())).toMatchObject({ status: 404 })
})

test('the same adapter may be loaded twice, another under its name replaces it', async () => {
  const say = async () =>
    (await complete({ model: 'one', max_tokens: 20 })).choices[0]?.message.content
  expect((await load('one', 'ns/same@main')).status).toBe(200)
  expect((await load('one', 'ns/same@main')).status).toBe(200)
  expect(await say()).toBe(who)
  expect((await load('one', 'ns/loud@main')).status).toBe(200)
  expect(await say()).not.toBe(who)
})

test.each([
  ['ns/malformed@main', 'is [4,192], but [8,192] is needed'],
  ['ns/nothing@main', 'There is no repository ns/nothing'],
  ['nonsense', 'is not namespace/name@revision'],
])('the adapter %s is refused and the base model serves on', async (path, why) => {
  const error = await fail(load('bad', path))
  expect(error).toMatchObject({ status: 400, param: 'lora_path' })
  expect(error.message).toContain(why)
  expect((await complete({})).choices[0]?.message.content).toBe(who)
})

test('the name of the base model is taken', async () => {
  expect(await fail(load(MODEL_NAME, 'ns/same@main'))).toMatchObject({ status: 400 })
})
