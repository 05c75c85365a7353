import type { LlamaConfig } from '@weft/model-files/llama-config'
import { loraShapes, type Adapter, type LoraSettings } from '@weft/model-files/lora'
import { elementCount } from '@weft/model-files/tensor'
import type { Random } from './random.ts'

/**
 * A new adapter as PEFT makes it: A from the Kaiming-uniform distribution with a = √5, whose bound
 * comes to 1/√(input size), and B zero, so that the model is unchanged at first.
 */
export function createAdapter(
  config: LlamaConfig,
  settings: LoraSettings,
  random: Random,
): Adapter {
  const tensors: Adapter['tensors'] = new Map()
  for (const [name, shape] of loraShapes(config, settings)) {
    const data = new Float32Array(elementCount(shape))
    const bound = 1 / Math.sqrt(shape[1] ?? 1)
    if (name.includes('.lora_A.'))
      for (let i = 0; i < data.length; i++) data[i] = (random.uniform() * 2 - 1) * bound
    tensors.set(name, { shape, data })
  }
  return { settings, tensors }
}
