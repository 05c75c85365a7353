import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHubServer } from '@weft/model-files/testing/hub-server'
import { expect, onTestFinished, test } from 'vitest'
import { MODEL_FOLDER } from './testing/server.ts'

const token = 'hf_server'
const apiKey = 'key'

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function given(change: (files: Map<string, Buffer>) => void = () => {}) {
  const hub = await startHubServer({ token })
  const workFolder = await mkdtemp(join(tmpdir(), 'weft-server-'))
  const files = new Map<string, Buffer>()
  for (const file of await readdir(MODEL_FOLDER))
    files.set(file, await readFile(join(MODEL_FOLDER, file)))
  change(files)
  const revision = hub.addCommit('models/ns/base', 'base', files)
  const port = await freePort()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      HF_ENDPOINT: hub.url,
      HF_TOKEN: token,
      WEFT_MODEL: JSON.stringify({ repository: 'ns/base', revision, servedName: 'tiny' }),
      PORT: String(port),
      VLLM_API_KEY: apiKey,
      WEFT_WORK_DIR: workFolder,
      WEFT_THREADS: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const exited = once(child, 'exit').then(([code]) => ({ code: code as number | null, errors }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await hub.close()
    await rm(workFolder, { recursive: true, force: true })
  })
  const url = `http://127.0.0.1:${port}`
  const health = () =>
    fetch(`${url}/health`).then(
      async (response) => ({ code: response.status, body: (await response.json()) as object }),
      () => null,
    )
  return { child, exited, url, health }
}

test('it says that it loads until it is ready, answers, and stops when told', async () => {
  const { child, exited, url, health } = await given()
  const seen: object[] = []
  await expect
    .poll(
      async () => {
        const now = await health()
        if (now?.code === 503) seen.push(now.body)
        return now
      },
      { timeout: 20_000, interval: 10 },
    )
    .toEqual({ code: 200, body: { status: 'ready' } })
  for (const body of seen)
    expect(body).toEqual({
      status: expect.stringMatching(/^(downloading|loading)$/),
      reason: expect.stringMatching(/\.$/),
    })

  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({
      model: 'tiny',
      messages: [{ role: 'user', content: 'Hi' }],
      temperature: 0,
    }),
  })
  expect(await response.json()).toMatchObject({
    choices: [{ message: { content: 'Hello! How can I help you?' } }],
  })
  child.kill('SIGTERM')
  expect((await exited).code).toBe(0)
}, 30_000)

const json = (value: object) => Buffer.from(JSON.stringify(value))

test.each<[string, (files: Map<string, Buffer>) => void, string]>([
  [
    'of another kind',
    (files) => files.set('config.json', json({ model_type: 'gpt2' })),
    'vocab_size',
  ],
  ['without a tokenizer', (files) => files.delete('tokenizer.json'), 'has no file tokenizer.json'],
  ['cut off', (files) => files.set('model.safetensors', Buffer.alloc(100, 1)), 'header claims'],
])(
  'a model %s ends it with the reason as its last line',
  async (_, change, why) => {
    const { exited } = await given(change)
    const { code, errors } = await exited
    expect(code).toBe(1)
    expect(errors).toContain(why)
    expect(errors).not.toContain('    at ')
  },
  30_000,
)
