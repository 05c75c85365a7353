import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseWeightsIndex, WEIGHTS_FILE, WEIGHTS_INDEX_FILE } from './base-model.ts'
import type { Hub, HubFile, HubRevision } from './hub.ts'
import { readJson } from './json-file.ts'
import { ADAPTER_CONFIG_FILE, ADAPTER_WEIGHTS_FILE } from './peft.ts'

const REQUIRED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json']
const OPTIONAL_FILES = ['chat_template.jinja']

export type DownloadProgress = (receivedBytes: number, totalBytes: number) => void
type Source = Omit<HubRevision, 'type'>
type Target = { folder: string; progress?: DownloadProgress }

/** Brings the files of a base model into `folder`; those that are there already are kept. */
export async function downloadBaseModel(hub: Hub, source: Source, target: Target) {
  const revision: HubRevision = { type: 'model', ...source }
  const files = await hub.listFiles(revision)
  const has = (path: string) => files.some((file) => file.path === path)
  const wanted = [...REQUIRED_FILES, ...OPTIONAL_FILES.filter(has)]
  if (has(WEIGHTS_FILE)) wanted.push(WEIGHTS_FILE)
  else {
    await download(hub, revision, pick(files, [WEIGHTS_INDEX_FILE], source), target)
    wanted.push(...parseWeightsIndex(await readJson(join(target.folder, WEIGHTS_INDEX_FILE))))
  }
  await download(hub, revision, pick(files, wanted, source), target)
}

export async function downloadPeftAdapter(hub: Hub, source: Source, target: Target) {
  const revision: HubRevision = { type: 'model', ...source }
  const files = await hub.listFiles(revision)
  const wanted = [ADAPTER_CONFIG_FILE, ADAPTER_WEIGHTS_FILE]
  await download(hub, revision, pick(files, wanted, source), target)
}

function pick(files: readonly HubFile[], paths: readonly string[], { name, revision }: Source) {
  return paths.map((path) => {
    const file = files.find((file) => file.path === path)
    if (file) return file
    throw new Error(`${name}@${revision} has no file ${path}, which is needed.`)
  })
}

async function download(
  hub: Hub,
  source: HubRevision,
  files: readonly HubFile[],
  { folder, progress }: Target,
) {
  const isMissing = await Promise.all(
    files.map(async ({ path, sizeBytes }) => {
      const found = await stat(join(folder, path)).catch(() => null)
      return found?.size !== sizeBytes
    }),
  )
  const missing = files.filter((_, i) => isMissing[i])
  const totalBytes = missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  let receivedBytes = 0
  await hub.downloadFiles(
    source,
    missing.map(({ path }) => path),
    {
      folder,
      received(sizeBytes) {
        receivedBytes += sizeBytes
        progress?.(receivedBytes, totalBytes)
      },
    },
  )
}
