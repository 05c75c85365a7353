import type { LlamaConfig } from './llama-config.ts'
import type { Shapes } from './tensor.ts'

export const LINEAR_MODULES = [
  'q_proj',
  'k_proj',
  'v_proj',
  'o_proj',
  'gate_proj',
  'up_proj',
  'down_proj',
] as const
export type LinearModule = (typeof LINEAR_MODULES)[number]

export const EMBEDDING = 'model.embed_tokens.weight'
export const FINAL_NORM = 'model.norm.weight'
export const HEAD = 'lm_head.weight'

export const attentionNorm = (layer: number) => `model.layers.${layer}.input_layernorm.weight`
export const feedForwardNorm = (layer: number) =>
  `model.layers.${layer}.post_attention_layernorm.weight`

/** The path of a linear layer in the model, the root of its weight's and its adapter's names. */
export const modulePath = (layer: number, module: LinearModule) =>
  `model.layers.${layer}.${isAttention(module) ? 'self_attn' : 'mlp'}.${module}`
export const linearWeight = (layer: number, module: LinearModule) =>
  `${modulePath(layer, module)}.weight`

const ATTENTION_MODULES: readonly string[] = ['q_proj', 'k_proj', 'v_proj', 'o_proj']
const isAttention = (module: LinearModule) => ATTENTION_MODULES.includes(module)

/** `[output size, input size]` */
export function linearShape(config: LlamaConfig, module: LinearModule): [number, number] {
  const { hiddenSize, feedForwardSize, headSize } = config
  const querySize = config.headCount * headSize
  const keySize = config.keyValueHeadCount * headSize
  return {
    q_proj: [querySize, hiddenSize],
    k_proj: [keySize, hiddenSize],
    v_proj: [keySize, hiddenSize],
    o_proj: [hiddenSize, querySize],
    gate_proj: [feedForwardSize, hiddenSize],
    up_proj: [feedForwardSize, hiddenSize],
    down_proj: [hiddenSize, feedForwardSize],
  }[module] as [number, number]
}

/** Every tensor of the model, under its Hugging Face name. */
export function llamaShapes(config: LlamaConfig): Shapes {
  const shapes: Shapes = new Map([[EMBEDDING, [config.vocabularySize, config.hiddenSize]]])
  for (let layer = 0; layer < config.layerCount; layer++) {
    shapes.set(attentionNorm(layer), [config.hiddenSize])
    for (const module of LINEAR_MODULES)
      shapes.set(linearWeight(layer, module), linearShape(config, module))
    shapes.set(feedForwardNorm(layer), [config.hiddenSize])
  }
  shapes.set(FINAL_NORM, [config.hiddenSize])
  if (!config.tiesEmbeddings) shapes.set(HEAD, [config.vocabularySize, config.hiddenSize])
  return shapes
}
