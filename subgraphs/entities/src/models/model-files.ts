import { ValidationError } from '@weft/kit/errors'
import { z } from 'zod'
import { readJson } from './repository-files.ts'
import type { RepositoryFile, RepositoryVersion } from './repository-files.ts'
import { readTensors } from './safetensors.ts'
import type { Tensors } from './safetensors.ts'

export type ModelSpec = {
  architecture: string
  parameterCount: number
  contextLength: number
  hiddenSize: number
  layerCount: number
  vocabularySize: number
  precision: string
  isChat: boolean
  /** Left out of what was registered before it was looked for. */
  isEmbedding?: boolean
}

export type AdapterSpec = {
  rank: number
  alpha: number
  dropout: number
  targetModules: string[]
}

const positive = z.number().int().positive()
/** What a transformers `config.json` must say for us to know the model. */
const ModelConfig = z.object({
  architectures: z.tuple([z.string()], z.string()),
  max_position_embeddings: positive,
  hidden_size: positive,
  num_hidden_layers: positive,
  vocab_size: positive,
})

/** What a PEFT `adapter_config.json` must say. https://huggingface.co/docs/peft/package_reference/lora */
const AdapterConfig = z.object({
  peft_type: z.literal('LORA', { error: 'Only LORA adapters can be registered.' }),
  r: positive,
  lora_alpha: z.number().positive(),
  lora_dropout: z.number().min(0).max(1).default(0),
  target_modules: z.union([z.array(z.string()).min(1), z.string().transform((one) => [one])]),
  base_model_name_or_path: z.string().nullish(),
})

const isWeights = (path: string) => /\.safetensors(\.index\.json)?$/.test(path)

/** Whether the weights are there as GGUF only. */
export const isGguf = ({ files }: RepositoryVersion): boolean =>
  [...files.keys()].some((path) => path.endsWith('.gguf')) && ![...files.keys()].some(isWeights)

export const isAdapter = ({ files }: RepositoryVersion): boolean => files.has('adapter_config.json')

/** What a base model is, read from its files. */
export async function readModelSpec({ files }: RepositoryVersion): Promise<ModelSpec> {
  const config = parse(ModelConfig, 'config.json', await readJson(fileAt(files, 'config.json')))
  const shards = await Promise.all((await weightFiles(files)).map(readTensors))
  const tensors = shards.flatMap((shard) => [...shard.values()])
  if (!tensors.length)
    throw new ValidationError([{ path: 'model.safetensors', message: 'It holds no tensor.' }])
  return {
    architecture: config.architectures[0],
    parameterCount: tensors.reduce((sum, { shape }) => sum + size(shape), 0),
    contextLength: config.max_position_embeddings,
    hiddenSize: config.hidden_size,
    layerCount: config.num_hidden_layers,
    vocabularySize: config.vocab_size,
    precision: precisionOf(tensors),
    isChat: await hasChatTemplate(files),
    isEmbedding: await hasPooling(files),
  }
}

/** What a LoRA adapter is, and the name of the model it says it was made from. */
export async function readAdapterSpec({
  files,
}: RepositoryVersion): Promise<{ adapter: AdapterSpec; baseModelName: string | null }> {
  const path = 'adapter_config.json'
  const config = parse(AdapterConfig, path, await readJson(fileAt(files, path)))
  const weights = fileAt(files, 'adapter_model.safetensors')
  checkRank(await readTensors(weights), config.r)
  return {
    adapter: {
      rank: config.r,
      alpha: config.lora_alpha,
      dropout: config.lora_dropout,
      targetModules: config.target_modules,
    },
    baseModelName: config.base_model_name_or_path ?? null,
  }
}

/** lora_A is [rank, in], lora_B is [out, rank]. */
function checkRank(tensors: Tensors, rank: number) {
  const refuse = (message: string) =>
    new ValidationError([{ path: 'adapter_model.safetensors', message }])
  const names = [...tensors.keys()].filter((name) => /\.lora_[AB]\./.test(name))
  if (!names.length) throw refuse('It holds no lora_A and lora_B tensors.')
  for (const name of names) {
    const { shape } = tensors.get(name)!
    const held = name.includes('.lora_A.') ? shape[0] : shape[1]
    if (held !== rank)
      throw refuse(`\`${name}\` has rank ${held}; adapter_config.json says r = ${rank}.`)
  }
}

const WeightIndex = z.object({ weight_map: z.record(z.string(), z.string()) })

/** `model.safetensors`, or the shards that the index names. */
async function weightFiles(files: Map<string, RepositoryFile>): Promise<RepositoryFile[]> {
  const index = files.get('model.safetensors.index.json')
  if (!index) return [fileAt(files, 'model.safetensors')]
  const { weight_map: map } = parse(WeightIndex, index.path, await readJson(index))
  return [...new Set(Object.values(map))].map((path) => fileAt(files, path))
}

const TokenizerConfig = z.object({ chat_template: z.unknown().optional() })

async function hasChatTemplate(files: Map<string, RepositoryFile>): Promise<boolean> {
  if (files.has('chat_template.jinja')) return true
  const file = files.get('tokenizer_config.json')
  if (!file) return false
  return Boolean(parse(TokenizerConfig, file.path, await readJson(file)).chat_template)
}

/** https://sbert.net/docs/package_reference/sentence_transformer/models.html */
const Modules = z.array(z.object({ type: z.string() }))

async function hasPooling(files: Map<string, RepositoryFile>): Promise<boolean> {
  const file = files.get('modules.json')
  if (!file) return false
  return parse(Modules, file.path, await readJson(file)).some(({ type }) => /\bPooling$/.test(type))
}

function fileAt(files: Map<string, RepositoryFile>, path: string): RepositoryFile {
  const file = files.get(path)
  if (file) return file
  throw new ValidationError([
    { path, message: 'The repository has no such file at this revision.' },
  ])
}

function parse<S extends z.ZodType>(schema: S, path: string, json: unknown): z.infer<S> {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw ValidationError.from(parsed.error, path)
}

/** The type that most parameters have. */
export function precisionOf(tensors: { dtype: string; shape: number[] }[]): string {
  const counts = new Map<string, number>()
  for (const { dtype, shape } of tensors) counts.set(dtype, (counts.get(dtype) ?? 0) + size(shape))
  return [...counts].sort(([, a], [, b]) => b - a)[0]![0]
}

export const size = (shape: number[]) => shape.reduce((product, length) => product * length, 1)
