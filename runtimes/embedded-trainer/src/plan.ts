import type { Hyperparameters } from './hyperparameters.ts'

export type Plan = {
  stepsPerEpoch: number
  stepCount: number
  epochCount: number
  /** After these steps the loss on the validation rows is measured and a checkpoint is due. */
  isStop(step: number): boolean
}

const STOPS_BY_DEFAULT = 4

type Wishes = Pick<Hyperparameters, 'epochs' | 'batchSize' | 'maxSteps' | 'validationInterval'>

export function makePlan(exampleCount: number, wishes: Wishes): Plan {
  const { epochs, batchSize, maxSteps, validationInterval } = wishes
  const stepsPerEpoch = Math.ceil(exampleCount / batchSize)
  const stepCount = Math.min(stepsPerEpoch * epochs, maxSteps ?? Infinity)
  const stops = new Set(
    Array.from({ length: STOPS_BY_DEFAULT }, (_, i) =>
      Math.floor((stepCount * (i + 1)) / (STOPS_BY_DEFAULT + 1)),
    ),
  )
  return {
    stepsPerEpoch,
    stepCount,
    epochCount: Math.ceil(stepCount / stepsPerEpoch),
    isStop: (step) =>
      step === stepCount ||
      (validationInterval ? step % validationInterval === 0 : stops.has(step)),
  }
}
