import { z } from 'zod'

const positive = z.int().positive()

const rope = z
  .looseObject({
    rope_type: z.string().optional(),
    type: z.string().optional(),
    rope_theta: z.number().positive().optional(),
  })
  .nullish()

const configFile = z.looseObject({
  model_type: z.string(),
  vocab_size: positive,
  hidden_size: positive,
  intermediate_size: positive,
  num_hidden_layers: positive,
  num_attention_heads: positive,
  num_key_value_heads: positive.nullish(),
  head_dim: positive.nullish(),
  hidden_act: z.string().default('silu'),
  max_position_embeddings: positive,
  rms_norm_eps: z.number().positive().default(1e-6),
  rope_theta: z.number().positive().nullish(),
  rope_scaling: rope,
  rope_parameters: rope,
  tie_word_embeddings: z.boolean().default(false),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
})

type ConfigFile = z.infer<typeof configFile>

export type LlamaConfig = {
  vocabularySize: number
  hiddenSize: number
  feedForwardSize: number
  layerCount: number
  headCount: number
  keyValueHeadCount: number
  headSize: number
  contextLength: number
  ropeTheta: number
  normEpsilon: number
  tiesEmbeddings: boolean
}

/** Reads a `config.json`; a model that would be computed wrongly is refused with the reason. */
export function parseLlamaConfig(json: unknown): LlamaConfig {
  const parsed = configFile.safeParse(json)
  if (!parsed.success)
    throw new Error(`config.json is not of a Llama model:\n${z.prettifyError(parsed.error)}`)
  const file = parsed.data
  const problems = unsupported(file)
  if (problems.length) throw new Error(`This model is not supported: ${problems.join('; ')}.`)
  return {
    vocabularySize: file.vocab_size,
    hiddenSize: file.hidden_size,
    feedForwardSize: file.intermediate_size,
    layerCount: file.num_hidden_layers,
    headCount: file.num_attention_heads,
    keyValueHeadCount: file.num_key_value_heads ?? file.num_attention_heads,
    headSize: headSizeOf(file),
    contextLength: file.max_position_embeddings,
    ropeTheta: file.rope_parameters?.rope_theta ?? file.rope_theta ?? 10_000,
    normEpsilon: file.rms_norm_eps,
    tiesEmbeddings: file.tie_word_embeddings,
  }
}

const headSizeOf = (file: ConfigFile) =>
  file.head_dim ?? file.hidden_size / file.num_attention_heads

function unsupported(file: ConfigFile) {
  const heads = file.num_attention_heads
  const ropeKind = ropeKindOf(file)
  const checks: [wrong: boolean, why: string][] = [
    [file.model_type !== 'llama', `model_type is "${file.model_type}", only "llama" works`],
    [file.hidden_act !== 'silu', `hidden_act is "${file.hidden_act}", only "silu" works`],
    [ropeKind !== 'default', `RoPE scaling is "${ropeKind}", only the default works`],
    [file.attention_bias || file.mlp_bias, 'linear layers have a bias, only those without work'],
    [headSizeOf(file) % 2 !== 0, `the head size ${headSizeOf(file)} is not an even number`],
    [heads % (file.num_key_value_heads ?? heads) !== 0, 'heads do not divide into key-value heads'],
  ]
  return checks.flatMap(([wrong, why]) => (wrong ? [why] : []))
}

function ropeKindOf(file: ConfigFile) {
  const scaling = file.rope_scaling ?? file.rope_parameters
  return scaling?.rope_type ?? scaling?.type ?? 'default'
}
