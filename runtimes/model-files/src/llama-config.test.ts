import { expect, test } from 'vitest'
import { parseLlamaConfig } from './llama-config.ts'

const smallLlama = {
  model_type: 'llama',
  vocab_size: 100,
  hidden_size: 24,
  intermediate_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 6,
  num_key_value_heads: 3,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-5,
  rope_theta: 5000,
  tie_word_embeddings: true,
}

test('a Llama is read', () => {
  expect(parseLlamaConfig(smallLlama)).toEqual({
    vocabularySize: 100,
    hiddenSize: 24,
    feedForwardSize: 64,
    layerCount: 2,
    headCount: 6,
    keyValueHeadCount: 3,
    headSize: 4,
    contextLength: 128,
    ropeTheta: 5000,
    normEpsilon: 1e-5,
    tiesEmbeddings: true,
  })
})

test('newer files that keep the angles in rope_parameters are read', () => {
  const { rope_theta: _, ...rest } = smallLlama
  const rope_parameters = { rope_type: 'default', rope_theta: 700 }
  expect(parseLlamaConfig({ ...rest, rope_parameters }).ropeTheta).toBe(700)
})

test.each([
  [{ model_type: 'qwen2' }, 'model_type is "qwen2"'],
  [{ rope_scaling: { rope_type: 'llama3', factor: 8 } }, 'RoPE scaling is "llama3"'],
  [{ attention_bias: true }, 'have a bias'],
  [{ hidden_act: 'gelu' }, 'hidden_act is "gelu"'],
  [{ num_key_value_heads: 4 }, 'heads do not divide'],
  [{ num_attention_heads: 7, num_key_value_heads: 7 }, 'not an even number'],
  [{ vocab_size: 'many' }, 'vocab_size'],
])('%o is refused', (fields, why) => {
  expect(() => parseLlamaConfig({ ...smallLlama, ...fields })).toThrow(why)
})
