import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LlamaConfig } from '@weft/model-files/llama-config'
import { downloadPeftAdapter } from '@weft/model-files/download'
import { writeLoraGguf } from '@weft/model-files/gguf-llama'
import { isHubUnavailable, type Hub } from '@weft/model-files/hub'
import { readPeftAdapter } from '@weft/model-files/peft'
import { ApiError, modelNotFound } from './api-error.ts'
import type { ChatRequest } from './chat-request.ts'
import type { Llama, Voice } from './llama.ts'

export type AdapterSource = { name: string; repository: string; revision: string }
export type VoiceOptions = {
  llama: Llama
  base: { name: string; config: LlamaConfig }
  hub: Hub
  workFolder: string
}
type Entry = { voice: Voice; source: AdapterSource | null }

export type Voices = {
  names(): { name: string; parent: string | null }[]
  get(name: string): Voice
  /** Resolves once the adapter has given a token; a bad one is refused and changes nothing. */
  load(source: AdapterSource): Promise<void>
  unload(name: string): Promise<void>
}

/** The base model under its name, and each adapter under its own. */
export async function createVoices({ llama, base, hub, workFolder }: VoiceOptions) {
  const voices = new Map<string, Entry>()
  voices.set(base.name, { voice: await llama.createVoice(), source: null })
  await prove(llama, getVoice(base.name))
  let queue: Promise<unknown> = Promise.resolve()

  function getVoice(name: string) {
    const entry = voices.get(name)
    if (!entry) throw modelNotFound(name)
    return entry.voice
  }

  async function load(source: AdapterSource) {
    const before = voices.get(source.name)
    if (before && !before.source)
      throw new ApiError(400, `${source.name} is the name of the base model.`, {
        param: 'lora_name',
      })
    if (before?.source && isSame(before.source, source)) return
    const voice = await openAdapter(source)
    voices.set(source.name, { voice, source })
    if (before) dismiss(before.voice)
  }

  async function openAdapter({ name, repository, revision }: AdapterSource) {
    const folder = join(workFolder, 'adapters', folderName(repository, revision))
    const path = join(folder, 'adapter.gguf')
    try {
      if (!isCommit(revision)) await rm(folder, { recursive: true, force: true })
      await downloadPeftAdapter(hub, { name: repository, revision }, { folder })
      await writeLoraGguf(path, base.config, await readPeftAdapter(folder, base.config))
      const voice = await llama.createVoice(path)
      await prove(llama, voice)
      return voice
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      const why = error instanceof Error ? error.message : String(error)
      const isLater = isHubUnavailable(error)
      throw new ApiError(isLater ? 503 : 400, `The adapter ${name} cannot be served. ${why}`, {
        type: isLater ? 'server_error' : 'invalid_request_error',
        param: 'lora_path',
      })
    }
  }

  /** One change at a time, in the order in which they were asked for. */
  function inTurn<T>(change: () => Promise<T>) {
    const turn = queue.then(change)
    queue = turn.catch(() => {})
    return turn
  }

  return {
    names: () =>
      [...voices].map(([name, { source }]) => ({ name, parent: source ? base.name : null })),
    get: getVoice,
    load: (source) => inTurn(() => load(source)),
    unload: (name) =>
      inTurn(async () => {
        const entry = voices.get(name)
        if (!entry?.source) throw modelNotFound(name)
        voices.delete(name)
        dismiss(entry.voice)
      }),
  } satisfies Voices
}

/** A branch may have moved on since; only a commit stays what it is. */
const isCommit = (revision: string) => /^[0-9a-f]{40}$/.test(revision)

const isSame = (a: AdapterSource, b: AdapterSource) =>
  a.repository === b.repository && a.revision === b.revision && isCommit(a.revision)

const folderName = (repository: string, revision: string) =>
  createHash('sha256').update(`${repository}@${revision}`).digest('hex')

/** Answers that are under way are finished; nothing new begins. */
function dismiss({ pool, context }: Voice) {
  pool
    .close()
    .then(() => context.dispose())
    .catch((error: unknown) => console.error('An adapter could not be put away:', error))
}

const proof: ChatRequest = {
  model: '',
  messages: [{ role: 'user', content: 'Hello' }],
  temperature: 0,
  topP: 1,
  maxTokens: 1,
  stop: [],
  seed: null,
  isStream: false,
  includesUsage: false,
}

const prove = (llama: Llama, voice: Voice) =>
  llama.chat(voice, { request: proof, signal: new AbortController().signal }, () => {})
