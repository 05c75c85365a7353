import type { BaseModel } from '@weft/model-files/base-model'
import type { Adapter } from '@weft/model-files/lora'
import { createAdapter } from './adapter.ts'
import { makeBatch, type Example } from './batch.ts'
import { Engine } from './engine.ts'
import { toLoraSettings, type Hyperparameters } from './hyperparameters.ts'
import { Optimizer } from './optimizer.ts'
import { makePlan } from './plan.ts'
import { createRandom, type Random } from './random.ts'
import { learningRateAt, type Schedule } from './schedule.ts'
import { createValidator, type Validation } from './validator.ts'

export type TrainingOptions = {
  baseModel: Pick<BaseModel, 'config' | 'weights'>
  training: readonly Example[]
  validation: readonly Example[]
  paddingId: number
  hyperparameters: Hyperparameters
  threads: number
}

/** What is known after one step. The adapter is the living one: write it before the next step. */
export type Moment = {
  step: number
  stepCount: number
  epoch: number
  epochCount: number
  loss: number
  learningRate: number
  gradientNorm: number
  tokenCount: number
  validation: Validation | null
  /** The validation loss of the best adapter, when it has been put back in the end. */
  restoredLoss: number | null
  isCheckpointDue: boolean
  isLast: boolean
  adapter: Adapter
}

/**
 * Trains a new adapter step by step, for as long as somebody asks for the next one. With early
 * stopping, the adapter of the last moment is the best one that was measured.
 */
export async function* train(options: TrainingOptions): AsyncGenerator<Moment, void> {
  const { baseModel, training, hyperparameters, threads } = options
  const { seed, batchSize } = hyperparameters
  const random = createRandom(seed)
  const lora = toLoraSettings(hyperparameters.lora)
  const adapter = createAdapter(baseModel.config, lora, random)
  const plan = makePlan(training.length, hyperparameters)
  const batches = endlessBatches(training, batchSize, random)
  const engine = new Engine({ ...baseModel, lora, threads, seed })
  const validator = createValidator({ engine, adapter }, options, hyperparameters)
  const advance = createStepper({ engine, adapter }, hyperparameters, plan.stepCount)

  try {
    for (let step = 1; step <= plan.stepCount; step++) {
      const batch = makeBatch(batches.next().value, options.paddingId)
      const figures = await advance(step, batch)
      const isCheckpointDue = plan.isStop(step)
      const validation = isCheckpointDue ? await validator.measure() : null
      const isLast = step === plan.stepCount || validation?.isEnough === true
      const restoredLoss = isLast ? validator.restoreBest() : null
      yield {
        ...figures,
        step,
        stepCount: plan.stepCount,
        epoch: Math.ceil(step / plan.stepsPerEpoch),
        epochCount: plan.epochCount,
        tokenCount: batch.tokenCount,
        validation,
        restoredLoss,
        isCheckpointDue,
        isLast,
        adapter,
      }
      if (isLast) return
    }
  } finally {
    await engine.close()
  }
}

function createStepper(
  { engine, adapter }: { engine: Engine; adapter: Adapter },
  hyperparameters: Hyperparameters,
  stepCount: number,
) {
  const optimizer = new Optimizer(adapter.tensors, {
    kind: hyperparameters.optimizer,
    weightDecay: hyperparameters.weightDecay,
    clipping: hyperparameters.gradientClipping,
  })
  const schedule: Schedule = {
    kind: hyperparameters.schedule,
    peak: hyperparameters.learningRate,
    minimum: hyperparameters.minLearningRate ?? 0,
    warmupSteps: hyperparameters.warmupSteps,
    stepCount,
  }
  return async (step: number, batch: ReturnType<typeof makeBatch>) => {
    const { loss, gradients } = await engine.step('adapter', batch, adapter.tensors)
    const learningRate = learningRateAt(step - 1, schedule)
    const gradientNorm = optimizer.step(gradients, learningRate)
    if (!Number.isFinite(loss + gradientNorm))
      throw new Error(
        `The training diverged: at step ${step} the loss is ${loss}, the gradient ${gradientNorm}. ` +
          'A lower learning rate, or gradient clipping, may help.',
      )
    return { loss, learningRate, gradientNorm }
  }
}

/** Every example once in each epoch, in an order of its own. */
function* endlessBatches(
  examples: readonly Example[],
  batchSize: number,
  random: Random,
): Generator<Example[], never> {
  if (!examples.length) throw new Error('There are no rows to train on.')
  for (;;) {
    const order = random.shuffle(examples)
    for (let i = 0; i < order.length; i += batchSize) yield order.slice(i, i + batchSize)
  }
}
