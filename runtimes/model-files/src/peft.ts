import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from './json-file.ts'
import type { LlamaConfig } from './llama-config.ts'
import { LINEAR_MODULES } from './llama-tensors.ts'
import { loraShapes, type Adapter, type LoraSettings } from './lora.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { pickTensors } from './tensor.ts'

export const ADAPTER_CONFIG_FILE = 'adapter_config.json'
export const ADAPTER_WEIGHTS_FILE = 'adapter_model.safetensors'

const off = z.literal(false).nullish()
const empty = z.union([z.array(z.never()), z.record(z.string(), z.never())]).nullish()

const adapterConfigFile = z.looseObject({
  peft_type: z.literal('LORA'),
  r: z.int().positive(),
  lora_alpha: z.number().positive(),
  lora_dropout: z.number().min(0).max(1).default(0),
  target_modules: z.union([
    z.array(z.enum(LINEAR_MODULES)).min(1),
    z.literal('all-linear').transform(() => [...LINEAR_MODULES]),
  ]),
  bias: z.literal('none').default('none'),
  use_dora: off,
  use_rslora: off,
  fan_in_fan_out: off,
  rank_pattern: empty,
  alpha_pattern: empty,
  modules_to_save: empty,
})

/** Reads a PEFT folder; what this model cannot carry is refused with the reason. */
export async function readPeftAdapter(folder: string, config: LlamaConfig): Promise<Adapter> {
  const parsed = adapterConfigFile.safeParse(await readJson(join(folder, ADAPTER_CONFIG_FILE)))
  if (!parsed.success)
    throw new Error(`${ADAPTER_CONFIG_FILE} is not usable:\n${z.prettifyError(parsed.error)}`)
  const { r, lora_alpha, lora_dropout, target_modules } = parsed.data
  const settings: LoraSettings = {
    rank: r,
    alpha: lora_alpha,
    dropout: lora_dropout,
    targetModules: target_modules,
  }
  const tensors = await readSafetensors(join(folder, ADAPTER_WEIGHTS_FILE))
  const shapes = loraShapes(config, settings)
  const foreign = [...tensors.keys()].find((name) => !shapes.has(name))
  if (foreign)
    throw new Error(`${ADAPTER_WEIGHTS_FILE} has a tensor that the base model has not: ${foreign}.`)
  return { settings, tensors: pickTensors(tensors, shapes, ADAPTER_WEIGHTS_FILE) }
}

/** `baseModel` is `namespace/name`, `revision` the commit that was trained on. */
export async function writePeftAdapter(
  folder: string,
  { settings, tensors }: Adapter,
  { baseModel, revision }: { baseModel: string; revision: string },
) {
  await mkdir(folder, { recursive: true })
  await writeSafetensors(join(folder, ADAPTER_WEIGHTS_FILE), tensors)
  await writeJson(join(folder, ADAPTER_CONFIG_FILE), {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: baseModel,
    revision,
    r: settings.rank,
    lora_alpha: settings.alpha,
    lora_dropout: settings.dropout,
    target_modules: settings.targetModules,
    bias: 'none',
    fan_in_fan_out: false,
    init_lora_weights: true,
    inference_mode: true,
    modules_to_save: null,
    rank_pattern: {},
    alpha_pattern: {},
    use_dora: false,
    use_rslora: false,
  })
}
