import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson } from './json-file.ts'
import { parseLlamaConfig, type LlamaConfig } from './llama-config.ts'
import { llamaShapes } from './llama-tensors.ts'
import { readSafetensors } from './safetensors.ts'
import { pickTensors, type Tensors } from './tensor.ts'
import { readTokenizerFiles, type TokenizerFiles } from './tokenizer-files.ts'

export const WEIGHTS_FILE = 'model.safetensors'
export const WEIGHTS_INDEX_FILE = 'model.safetensors.index.json'

export type BaseModel = { config: LlamaConfig; weights: Tensors; tokenizerFiles: TokenizerFiles }

const indexFile = z.looseObject({ weight_map: z.record(z.string(), z.string()) })

/** The files that hold the weights, from the content of the index of a sharded model. */
export function parseWeightsIndex(json: unknown) {
  const parsed = indexFile.safeParse(json)
  if (!parsed.success)
    throw new Error(`${WEIGHTS_INDEX_FILE} is wrong:\n${z.prettifyError(parsed.error)}`)
  const files = [...new Set(Object.values(parsed.data.weight_map))]
  for (const file of files)
    if (!/^[\w.-]+\.safetensors$/.test(file))
      throw new Error(`${WEIGHTS_INDEX_FILE} names "${file}", which is no safetensors file.`)
  return files
}

export async function readBaseModel(folder: string): Promise<BaseModel> {
  const config = parseLlamaConfig(await readJson(join(folder, 'config.json')))
  const tokenizerFiles = await readTokenizerFiles(folder)
  const weights: Tensors = new Map()
  for (const file of await weightFiles(folder))
    for (const [name, tensor] of await readSafetensors(join(folder, file)))
      weights.set(name, tensor)
  return {
    config,
    tokenizerFiles,
    weights: pickTensors(weights, llamaShapes(config), 'The base model'),
  }
}

async function weightFiles(folder: string) {
  if (existsSync(join(folder, WEIGHTS_FILE))) return [WEIGHTS_FILE]
  return parseWeightsIndex(await readJson(join(folder, WEIGHTS_INDEX_FILE)))
}
