import type { LlamaConfig } from '@weft/model-files/llama-config'

/** The content of `config.json`. */
export const llamaConfigFile = (
  config: LlamaConfig,
  { beginId, endId }: { beginId: number; endId: number },
) => ({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  vocab_size: config.vocabularySize,
  hidden_size: config.hiddenSize,
  intermediate_size: config.feedForwardSize,
  num_hidden_layers: config.layerCount,
  num_attention_heads: config.headCount,
  num_key_value_heads: config.keyValueHeadCount,
  head_dim: config.headSize,
  hidden_act: 'silu',
  max_position_embeddings: config.contextLength,
  rms_norm_eps: config.normEpsilon,
  rope_theta: config.ropeTheta,
  rope_scaling: null,
  tie_word_embeddings: config.tiesEmbeddings,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: beginId,
  eos_token_id: endId,
  torch_dtype: 'float32',
})
