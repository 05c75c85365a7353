import type { LlamaConfig } from '@weft/model-files/llama-config'
import {
  attentionNorm,
  EMBEDDING,
  feedForwardNorm,
  FINAL_NORM,
  HEAD,
  linearWeight,
  llamaShapes,
  type LinearModule,
} from '@weft/model-files/llama-tensors'
import { loraName, loraShapes, type LoraSettings } from '@weft/model-files/lora'
import type { Shapes } from '@weft/model-files/tensor'
import { attention, geometryInputs } from './attention.ts'
import { Graph, type Value } from './graph.ts'
import { add, crossEntropy, dropout, gatherRows, linear, rmsNorm, swiGlu } from './operations.ts'

/**
 * `adapter` and `full` give the loss and the gradients of the adapter or of every weight,
 * `loss` and `logits` only go forward.
 */
export type GraphKind = 'adapter' | 'full' | 'loss' | 'logits'
export type GraphOptions = { kind: GraphKind; lora: LoraSettings | null; seed: number }

export const gradientName = (parameter: string) => `gradient of ${parameter}`

/** The shapes of what a graph of this kind trains. */
export function trainedShapes(config: LlamaConfig, { kind, lora }: GraphOptions): Shapes {
  if (kind === 'full') return llamaShapes(config)
  if (kind === 'adapter' && lora) return loraShapes(config, lora)
  return new Map()
}

/** Weights are inputs, so one copy of them serves every graph and no file size limit applies. */
export function buildLlamaGraph(config: LlamaConfig, options: GraphOptions) {
  const graph = new Graph()
  const trained = trainedShapes(config, options)
  const declare = (shapes: Shapes) => {
    for (const [name, shape] of shapes)
      if (trained.has(name)) graph.parameter(name, shape)
      else graph.input(name, 'float', shape)
  }
  declare(llamaShapes(config))
  if (options.lora) declare(loraShapes(config, options.lora))

  const logits = decoder(graph, config, options)
  if (options.kind === 'logits') {
    graph.output('logits', logits, ['predictions', config.vocabularySize])
    return graph.toOnnx()
  }
  const loss = crossEntropy(graph, logits, graph.input('targets', 'int64', ['predictions']))
  graph.output('loss', loss, [])
  if (trained.size) graph.backward(loss)
  for (const [name, shape] of trained)
    graph.output(gradientName(name), graph.gradientOf(name), shape)
  return graph.toOnnx()
}

function decoder(graph: Graph, config: LlamaConfig, options: GraphOptions) {
  const ids = graph.input('ids', 'int64', ['tokens'])
  const positions = graph.input('positions', 'int64', ['predictions'])
  const geometry = geometryInputs(graph, config)
  const norm = (x: Value, weight: Value) => rmsNorm(graph, x, weight, config.normEpsilon)
  const apply = linearLayers(graph, options)

  let x = gatherRows(graph, EMBEDDING, ids)
  for (let layer = 0; layer < config.layerCount; layer++) {
    const before = norm(x, attentionNorm(layer))
    const mixed = attention(
      graph,
      { config, geometry },
      {
        queries: apply(layer, 'q_proj', before),
        keys: apply(layer, 'k_proj', before),
        values: apply(layer, 'v_proj', before),
      },
    )
    x = add(graph, x, apply(layer, 'o_proj', mixed))
    const between = norm(x, feedForwardNorm(layer))
    const gate = apply(layer, 'gate_proj', between)
    const hidden = swiGlu(graph, gate, apply(layer, 'up_proj', between))
    x = add(graph, x, apply(layer, 'down_proj', hidden))
  }
  const last = norm(gatherRows(graph, x, positions), FINAL_NORM)
  return linear(graph, { x: last, weight: config.tiesEmbeddings ? EMBEDDING : HEAD })
}

/** A linear layer, plus `alpha / rank · (x Aᵀ) Bᵀ` where an adapter targets it. */
function linearLayers(graph: Graph, { kind, lora, seed }: GraphOptions) {
  let count = 0
  return (layer: number, module: LinearModule, x: Value) => {
    const base = linear(graph, { x, weight: linearWeight(layer, module) })
    if (!lora?.targetModules.includes(module)) return base
    const drops = kind === 'adapter' && lora.dropout > 0
    const read = drops ? dropout(graph, x, lora.dropout, seed + count++) : x
    const inner = linear(graph, { x: read, weight: loraName(layer, module, 'A') })
    const weight = loraName(layer, module, 'B')
    return linear(graph, { x: inner, weight, scale: lora.alpha / lora.rank, base })
  }
}
