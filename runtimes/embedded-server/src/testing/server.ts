import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hub } from '@weft/model-files/hub'
import { loadBase } from '../base.ts'
import { handle, type Readiness } from '../routes.ts'
import { createVoices } from '../voices.ts'

export const API_KEY = 'key-of-the-test'
export const MODEL_NAME = 'tinyworld'
export const MODEL_FOLDER = join(import.meta.dirname, '../../../../models/tinyworld')

/** A Hub whose repositories are folders. */
export const folderHub = (folders: Record<string, string>): Hub => ({
  async listFiles({ name }) {
    if (!folders[name]) throw new Error(`There is no repository ${name}.`)
    return ['adapter_config.json', 'adapter_model.safetensors'].map((path) => ({
      path,
      sizeBytes: -1,
    }))
  },
  async downloadFiles({ name }, paths, { folder }) {
    for (const path of paths) await cp(join(folders[name] ?? '', path), join(folder, path))
  },
  uploadFiles: () => Promise.reject(new Error('This Hub is only read.')),
})

/** The server with the model that ships, as the process has it, but with folders for a Hub. */
export async function startServer({ sequenceCount = 2, queueLimit = 2, folders = {} } = {}) {
  const workFolder = await mkdtemp(join(tmpdir(), 'weft-server-'))
  const { llama, config } = await loadBase({
    name: MODEL_NAME,
    folder: MODEL_FOLDER,
    workFolder,
    contextLength: undefined,
    sequenceCount,
    queueLimit,
    threads: 1,
  })
  const base = { name: MODEL_NAME, config }
  const voices = await createVoices({ llama, base, hub: folderHub(folders), workFolder })
  const ready: Readiness = { status: 'ready', llama, voices, startedAt: new Date() }
  const options = { apiKey: API_KEY, readiness: () => ready }
  const server = createServer((request, response) => void handle(request, response, options))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const url = `http://127.0.0.1:${port}`
  const post = (path: string, body: unknown, init: RequestInit = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    })
  return {
    url,
    llama,
    voices,
    post,
    chat: (fields: object, init?: RequestInit) =>
      post(
        '/v1/chat/completions',
        {
          model: MODEL_NAME,
          messages: [{ role: 'user', content: 'Who are you?' }],
          temperature: 0,
          ...fields,
        },
        init,
      ),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await llama.close()
      await rm(workFolder, { recursive: true, force: true })
    },
  }
}
export type TestServer = Awaited<ReturnType<typeof startServer>>
