import type { BaseModel } from './base-model.ts'
import { GGUF_ALIGNMENT, writeGguf, type GgufTensor } from './gguf.ts'
import { tokenizerMetadata } from './gguf-tokenizer.ts'
import type { LlamaConfig } from './llama-config.ts'
import {
  attentionNorm,
  EMBEDDING,
  feedForwardNorm,
  FINAL_NORM,
  HEAD,
  LINEAR_MODULES,
  linearWeight,
  type LinearModule,
} from './llama-tensors.ts'
import { loraName, type Adapter } from './lora.ts'
import { getTensor, type Tensor } from './tensor.ts'

const GGUF_MODULES: Record<LinearModule, string> = {
  q_proj: 'attn_q',
  k_proj: 'attn_k',
  v_proj: 'attn_v',
  o_proj: 'attn_output',
  gate_proj: 'ffn_gate',
  up_proj: 'ffn_up',
  down_proj: 'ffn_down',
}

/** With `isHalf`, matrices are stored as float16. */
export function writeBaseGguf(
  path: string,
  { config, weights, tokenizerFiles }: BaseModel,
  { name, isHalf }: { name: string; isHalf: boolean },
) {
  const tensors: GgufTensor[] = []
  const put = (ggufName: string, tensor: Tensor) =>
    tensors.push({ ...tensor, name: ggufName, isHalf: isHalf && tensor.shape.length > 1 })
  const copy = (ggufName: string, hubName: string) => put(ggufName, getTensor(weights, hubName))

  copy('token_embd.weight', EMBEDDING)
  for (let layer = 0; layer < config.layerCount; layer++) {
    copy(`blk.${layer}.attn_norm.weight`, attentionNorm(layer))
    copy(`blk.${layer}.ffn_norm.weight`, feedForwardNorm(layer))
    for (const module of LINEAR_MODULES)
      put(
        `blk.${layer}.${GGUF_MODULES[module]}.weight`,
        interleaveRows(config, module, getTensor(weights, linearWeight(layer, module))),
      )
  }
  copy('output_norm.weight', FINAL_NORM)
  if (!config.tiesEmbeddings) copy('output.weight', HEAD)

  return writeGguf(path, {
    tensors,
    metadata: {
      'general.architecture': { text: 'llama' },
      'general.name': { text: name },
      'general.file_type': { uint32: isHalf ? 1 : 0 },
      'general.alignment': { uint32: GGUF_ALIGNMENT },
      'llama.context_length': { uint32: config.contextLength },
      'llama.embedding_length': { uint32: config.hiddenSize },
      'llama.block_count': { uint32: config.layerCount },
      'llama.feed_forward_length': { uint32: config.feedForwardSize },
      'llama.attention.head_count': { uint32: config.headCount },
      'llama.attention.head_count_kv': { uint32: config.keyValueHeadCount },
      'llama.attention.key_length': { uint32: config.headSize },
      'llama.attention.value_length': { uint32: config.headSize },
      'llama.attention.layer_norm_rms_epsilon': { float32: config.normEpsilon },
      'llama.rope.freq_base': { float32: config.ropeTheta },
      'llama.rope.dimension_count': { uint32: config.headSize },
      'llama.vocab_size': { uint32: config.vocabularySize },
      ...tokenizerMetadata(tokenizerFiles, config.vocabularySize),
    },
  })
}

export function writeLoraGguf(path: string, config: LlamaConfig, adapter: Adapter) {
  const { settings } = adapter
  const tensors: GgufTensor[] = []
  for (let layer = 0; layer < config.layerCount; layer++)
    for (const module of settings.targetModules) {
      const name = `blk.${layer}.${GGUF_MODULES[module]}.weight`
      const a = getTensor(adapter.tensors, loraName(layer, module, 'A'))
      const b = getTensor(adapter.tensors, loraName(layer, module, 'B'))
      tensors.push({ ...a, name: `${name}.lora_a`, isHalf: false })
      const rows = interleaveRows(config, module, b)
      tensors.push({ ...rows, name: `${name}.lora_b`, isHalf: false })
    }
  return writeGguf(path, {
    tensors,
    metadata: {
      'general.type': { text: 'adapter' },
      'general.architecture': { text: 'llama' },
      'adapter.type': { text: 'lora' },
      'adapter.lora.alpha': { float32: settings.alpha },
    },
  })
}

/**
 * Hugging Face stores the rows of q and k for RoPE on halves, llama.cpp wants the pairs that turn
 * together beside each other.
 */
function interleaveRows(
  config: LlamaConfig,
  module: LinearModule,
  { shape, data }: Tensor,
): Tensor {
  if (module !== 'q_proj' && module !== 'k_proj') return { shape, data }
  const [rowCount = 0, columns = 0] = shape
  const half = config.headSize / 2
  const interleaved = new Float32Array(data.length)
  for (let row = 0; row < rowCount; row++) {
    const inHead = row % config.headSize
    const target = row - inHead + 2 * (inHead % half) + Math.floor(inHead / half)
    interleaved.set(data.subarray(row * columns, (row + 1) * columns), target * columns)
  }
  return { shape, data: interleaved }
}
