import type { LlamaConfig } from './llama-config.ts'
import { linearShape, modulePath, type LinearModule } from './llama-tensors.ts'
import type { Shapes, Tensors } from './tensor.ts'

export type LoraSettings = {
  rank: number
  alpha: number
  dropout: number
  targetModules: readonly LinearModule[]
}
export type Adapter = { settings: LoraSettings; tensors: Tensors }

/** The name that PEFT gives the tensor in `adapter_model.safetensors`. */
export const loraName = (layer: number, module: LinearModule, factor: 'A' | 'B') =>
  `base_model.model.${modulePath(layer, module)}.lora_${factor}.weight`

export function loraShapes(config: LlamaConfig, settings: LoraSettings): Shapes {
  const shapes: Shapes = new Map()
  for (let layer = 0; layer < config.layerCount; layer++)
    for (const module of settings.targetModules) {
      const [outputSize, inputSize] = linearShape(config, module)
      shapes.set(loraName(layer, module, 'A'), [settings.rank, inputSize])
      shapes.set(loraName(layer, module, 'B'), [outputSize, settings.rank])
    }
  return shapes
}
