import type { Tensors } from '@weft/model-files/tensor'
import type { Gradients } from './engine.ts'

export const OPTIMIZERS = ['ADAMW', 'ADAM'] as const
export type OptimizerKind = (typeof OPTIMIZERS)[number]
export type OptimizerOptions = {
  kind: OptimizerKind
  weightDecay: number
  /** Gradients are scaled down to this norm over all tensors; null leaves them. */
  clipping: number | null
  beta2?: number
}

type Moments = { first: Float32Array; second: Float32Array }

const BETA_1 = 0.9
const EPSILON = 1e-8

/** Adam with decoupled (ADAMW) or classic (ADAM) weight decay, on matrices only. */
export class Optimizer {
  #tensors: Tensors
  #options: Required<OptimizerOptions>
  #moments = new Map<string, Moments>()
  #stepCount = 0

  constructor(tensors: Tensors, options: OptimizerOptions) {
    this.#tensors = tensors
    this.#options = { beta2: 0.999, ...options }
    for (const [name, { data }] of tensors)
      this.#moments.set(name, {
        first: new Float32Array(data.length),
        second: new Float32Array(data.length),
      })
  }

  /** Changes the tensors in place and gives the norm that the gradients had before clipping. */
  step(gradients: Gradients, learningRate: number) {
    const norm = gradientNorm(gradients)
    const { clipping } = this.#options
    const scale = clipping !== null && norm > clipping ? clipping / norm : 1
    this.#stepCount++
    for (const [name, gradient] of gradients) this.#update(name, gradient, { scale, learningRate })
    return norm
  }

  #update(
    name: string,
    gradient: Float32Array,
    { scale, learningRate }: { scale: number; learningRate: number },
  ) {
    const tensor = this.#tensors.get(name)
    const moments = this.#moments.get(name)
    if (!tensor || !moments) throw new Error(`There is nothing to train under the name ${name}.`)
    const { data, shape } = tensor
    const { first, second } = moments
    const { kind, weightDecay, beta2 } = this.#options
    const decay = shape.length > 1 ? weightDecay : 0
    const inGradient = kind === 'ADAM' ? decay : 0
    const inWeight = kind === 'ADAMW' ? learningRate * decay : 0
    const correction1 = 1 - BETA_1 ** this.#stepCount
    const correction2 = 1 - beta2 ** this.#stepCount
    for (let i = 0; i < data.length; i++) {
      const weight = data[i] as number
      const slope = (gradient[i] as number) * scale + inGradient * weight
      const mean = BETA_1 * (first[i] as number) + (1 - BETA_1) * slope
      const square = beta2 * (second[i] as number) + (1 - beta2) * slope * slope
      first[i] = mean
      second[i] = square
      const change = mean / correction1 / (Math.sqrt(square / correction2) + EPSILON)
      data[i] = weight - learningRate * change - inWeight * weight
    }
  }
}

function gradientNorm(gradients: Gradients) {
  let sum = 0
  for (const gradient of gradients.values()) for (const value of gradient) sum += value * value
  return Math.sqrt(sum)
}
