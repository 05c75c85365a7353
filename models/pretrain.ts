import { makeBatch, type Example } from '@weft/embedded-trainer/batch'
import { Engine } from '@weft/embedded-trainer/engine'
import { Optimizer } from '@weft/embedded-trainer/optimizer'
import type { Random } from '@weft/embedded-trainer/random'
import { learningRateAt } from '@weft/embedded-trainer/schedule'
import type { LlamaConfig } from '@weft/model-files/llama-config'
import { llamaShapes } from '@weft/model-files/llama-tensors'
import { elementCount, type Tensors } from '@weft/model-files/tensor'

export type PretrainingOptions = {
  config: LlamaConfig
  weights: Tensors
  draw: () => Example
  paddingId: number
  stepCount: number
  threads: number
}

const BATCH_SIZE = 32
const PEAK_LEARNING_RATE = 3e-3
const DEVIATION = 0.02

/** Small normal weights, smaller still where a layer adds to the residual stream. */
export function initialWeights(config: LlamaConfig, random: Random): Tensors {
  const residual = DEVIATION / Math.sqrt(2 * config.layerCount)
  const weights: Tensors = new Map()
  for (const [name, shape] of llamaShapes(config)) {
    const data = new Float32Array(elementCount(shape)).fill(1)
    const deviation = isResidual(name) ? residual : DEVIATION
    if (shape.length > 1)
      for (let i = 0; i < data.length; i++) data[i] = random.normal() * deviation
    weights.set(name, { shape, data })
  }
  return weights
}

const isResidual = (name: string) => name.includes('.o_proj.') || name.includes('.down_proj.')

/** Trains every weight in place, on all tokens of what is drawn. */
export async function pretrain(options: PretrainingOptions, report: (line: string) => void) {
  const { config, weights, draw, paddingId, stepCount, threads } = options
  const engine = new Engine({ config, weights, lora: null, threads, seed: 0 })
  const optimizer = new Optimizer(weights, {
    kind: 'ADAMW',
    weightDecay: 0.01,
    clipping: 1,
    beta2: 0.99,
  })
  const schedule = {
    kind: 'COSINE',
    peak: PEAK_LEARNING_RATE,
    minimum: PEAK_LEARNING_RATE / 10,
    warmupSteps: 50,
    stepCount,
  } as const
  const begin = performance.now()
  let tokenCount = 0
  for (let step = 0; step < stepCount; step++) {
    const batch = makeBatch(Array.from({ length: BATCH_SIZE }, draw), paddingId)
    const { loss, gradients } = await engine.step('full', batch)
    optimizer.step(gradients, learningRateAt(step, schedule))
    tokenCount += batch.tokenCount
    if (step % 100 !== 0 && step !== stepCount - 1) continue
    const seconds = (performance.now() - begin) / 1000
    const speed = Math.round(tokenCount / seconds)
    report(`step ${step + 1}/${stepCount}  loss ${loss.toFixed(4)}  ${speed} tokens/s`)
  }
  await engine.close()
}
