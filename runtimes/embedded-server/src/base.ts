import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readBaseModel } from '@weft/model-files/base-model'
import { writeBaseGguf } from '@weft/model-files/gguf-llama'
import { readJson } from '@weft/model-files/json-file'
import { parseLlamaConfig } from '@weft/model-files/llama-config'
import { elementCount } from '@weft/model-files/tensor'
import { createTokenizer } from '@weft/model-files/tokenizer'
import { readTokenizerFiles } from '@weft/model-files/tokenizer-files'
import { loadLlama } from './llama.ts'

/** Models from here on are held in half precision, which halves their memory and time. */
const HALF_PRECISION_FROM_PARAMETERS = 50_000_000

export type BaseOptions = {
  name: string
  /** Where the Hugging Face files are. */
  folder: string
  workFolder: string
  contextLength: number | undefined
  sequenceCount: number
  queueLimit: number
  threads: number
}

export async function loadBase(options: BaseOptions) {
  const { folder, workFolder, name } = options
  const config = parseLlamaConfig(await readJson(join(folder, 'config.json')))
  const tokenizer = createTokenizer(await readTokenizerFiles(folder))
  const modelPath = join(workFolder, 'base.gguf')
  if (!existsSync(modelPath)) {
    await mkdir(workFolder, { recursive: true })
    await convert(folder, modelPath, name)
  }
  const llama = await loadLlama({
    ...options,
    modelPath,
    render: (messages) => tokenizer.render(messages, { forAnswer: true }),
  })
  return { llama, config }
}

async function convert(folder: string, path: string, name: string) {
  const model = await readBaseModel(folder)
  let parameterCount = 0
  for (const { shape } of model.weights.values()) parameterCount += elementCount(shape)
  await writeBaseGguf(path, model, {
    name,
    isHalf: parameterCount >= HALF_PRECISION_FROM_PARAMETERS,
  })
}
