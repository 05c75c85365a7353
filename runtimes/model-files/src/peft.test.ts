import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LlamaConfig } from './llama-config.ts'
import { loraShapes, type Adapter } from './lora.ts'
import { ADAPTER_CONFIG_FILE, readPeftAdapter, writePeftAdapter } from './peft.ts'
import { elementCount } from './tensor.ts'

const config: LlamaConfig = {
  vocabularySize: 8,
  hiddenSize: 4,
  feedForwardSize: 6,
  layerCount: 2,
  headCount: 2,
  keyValueHeadCount: 1,
  headSize: 2,
  contextLength: 8,
  ropeTheta: 10_000,
  normEpsilon: 1e-5,
  tiesEmbeddings: true,
}

function adapterOf(fields: Partial<Adapter['settings']> = {}): Adapter {
  const settings = {
    rank: 2,
    alpha: 4,
    dropout: 0.1,
    targetModules: ['q_proj', 'down_proj'] as const,
    ...fields,
  }
  const tensors: Adapter['tensors'] = new Map()
  for (const [name, shape] of loraShapes(config, settings))
    tensors.set(name, { shape, data: new Float32Array(elementCount(shape)).fill(0.5) })
  return { settings, tensors }
}

async function folderWith(adapter: Adapter, change?: object) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-peft-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writePeftAdapter(folder, adapter, { baseModel: 'ns/base', revision: 'a'.repeat(40) })
  const path = join(folder, ADAPTER_CONFIG_FILE)
  const written: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (change) await writeFile(path, JSON.stringify(Object.assign({}, written, change)))
  return folder
}

test('what is written is read again', async () => {
  const adapter = adapterOf()
  expect(await readPeftAdapter(await folderWith(adapter), config)).toEqual(adapter)
})

test("the tensors have PEFT's names and shapes", () => {
  const shapes = [...adapterOf().tensors].map(([name, { shape }]) => [name, shape])
  const layer = 'base_model.model.model.layers.0'
  expect(shapes.slice(0, 4)).toEqual([
    [`${layer}.self_attn.q_proj.lora_A.weight`, [2, 4]],
    [`${layer}.self_attn.q_proj.lora_B.weight`, [4, 2]],
    [`${layer}.mlp.down_proj.lora_A.weight`, [2, 6]],
    [`${layer}.mlp.down_proj.lora_B.weight`, [4, 2]],
  ])
})

test.each([
  ['another rank', { r: 3 }, 'is [2,4], but [3,4] is needed'],
  ['a module that has no tensors', { target_modules: ['q_proj', 'k_proj', 'down_proj'] }, 'k_proj'],
  ['fewer modules than tensors', { target_modules: ['q_proj'] }, 'down_proj'],
  ['a module Llama has not', { target_modules: ['c_attn'] }, 'target_modules'],
  ['DoRA', { use_dora: true }, 'use_dora'],
  ['another method', { peft_type: 'IA3' }, 'peft_type'],
  ['other trained layers', { modules_to_save: ['lm_head'] }, 'modules_to_save'],
])('an adapter with %s is refused', async (_, change, why) => {
  const folder = await folderWith(adapterOf(), change)
  await expect(readPeftAdapter(folder, config)).rejects.toThrow(why)
})

test('an adapter of a larger base model is refused', async () => {
  const folder = await folderWith(adapterOf())
  await expect(readPeftAdapter(folder, { ...config, layerCount: 1 })).rejects.toThrow(
    'has a tensor that the base model has not',
  )
})
