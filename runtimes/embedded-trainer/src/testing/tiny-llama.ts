import type { LlamaConfig } from '@weft/model-files/llama-config'
import { llamaShapes } from '@weft/model-files/llama-tensors'
import { elementCount, type Tensors } from '@weft/model-files/tensor'
import { createRandom } from '../random.ts'

export const tinyConfig = (fields: Partial<LlamaConfig> = {}): LlamaConfig => ({
  vocabularySize: 19,
  hiddenSize: 12,
  feedForwardSize: 20,
  layerCount: 2,
  headCount: 4,
  keyValueHeadCount: 2,
  headSize: 4,
  contextLength: 16,
  ropeTheta: 10_000,
  normEpsilon: 1e-5,
  tiesEmbeddings: true,
  ...fields,
})

/** Weights far from zero, so that every path of the gradient carries something. */
export function randomWeights(config: LlamaConfig, seed: number): Tensors {
  const random = createRandom(seed)
  const weights: Tensors = new Map()
  for (const [name, shape] of llamaShapes(config)) {
    const data = Float32Array.from({ length: elementCount(shape) }, () => random.normal() * 0.4)
    weights.set(name, { shape, data: shape.length === 1 ? data.map((value) => value + 1) : data })
  }
  return weights
}
