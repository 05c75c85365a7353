import type { BaseModel } from '@weft/model-files/base-model'
import type { Adapter } from '@weft/model-files/lora'
import type { Tensors } from '@weft/model-files/tensor'
import { createAdapter } from './adapter.ts'
import { makeBatch, type Example } from './batch.ts'
import { createJudge, type Judgement } from './early-stopping.ts'
import { Engine } from './engine.ts'
import { toLoraSettings, type Hyperparameters } from './hyperparameters.ts'
import { Optimizer } from './optimizer.ts'
import { makePlan } from './plan.ts'
import { createRandom, type Random } from './random.ts'
import { learningRateAt, type Schedule } from './schedule.ts'

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
  validation: (Judgement & { loss: number }) | null
  isCheckpointDue: boolean
  isLast: boolean
  adapter: Adapter
}

/**
 * Trains a new adapter step by step, for as long as somebody asks for the next one. With early
 * stopping, the adapter of the last moment is the best one that was measured.
 */
export async function* train(options: TrainingOptions): AsyncGenerator<Moment, void> {
  const { baseModel, training, validation, paddingId, hyperparameters, threads } = options
  const { seed, batchSize, earlyStopping } = hyperparameters
  const random = createRandom(seed)
  const lora = toLoraSettings(hyperparameters.lora)
  const adapter = createAdapter(baseModel.config, lora, random)
  const optimizer = createOptimizer(adapter, hyperparameters)
  const plan = makePlan(training.length, hyperparameters)
  const schedule = scheduleOf(hyperparameters, plan.stepCount)
  const judge = createJudge(earlyStopping)
  const batches = endlessBatches(training, batchSize, random)
  const engine = new Engine({ ...baseModel, lora, threads, seed })
  let best: Tensors | null = null

  try {
    for (let step = 1; step <= plan.stepCount; step++) {
      const batch = makeBatch(batches.next().value, paddingId)
      const { loss, gradients } = await engine.step('adapter', batch, adapter.tensors)
      if (!Number.isFinite(loss)) throw new Error(divergence(step, loss))
      const learningRate = learningRateAt(step - 1, schedule)
      const gradientNorm = optimizer.step(gradients, learningRate)

      const isCheckpointDue = plan.isStop(step)
      const measured =
        isCheckpointDue && validation.length
          ? await validationLoss(engine, { validation, batchSize, paddingId }, adapter.tensors)
          : null
      const judgement = measured === null ? null : judge(measured)
      if (earlyStopping && judgement?.isBest) best = copyOf(adapter.tensors)
      const isLast = step === plan.stepCount || judgement?.isEnough === true
      if (isLast && best) restore(adapter.tensors, best)

      yield {
        step,
        stepCount: plan.stepCount,
        epoch: Math.ceil(step / plan.stepsPerEpoch),
        epochCount: plan.epochCount,
        loss,
        learningRate,
        gradientNorm,
        tokenCount: batch.tokenCount,
        validation: judgement && measured !== null ? { loss: measured, ...judgement } : null,
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

const divergence = (step: number, loss: number) =>
  `The loss became ${loss} at step ${step}. A lower learning rate, or gradient clipping, may help.`

const createOptimizer = ({ tensors }: Adapter, hyperparameters: Hyperparameters) =>
  new Optimizer(tensors, {
    kind: hyperparameters.optimizer,
    weightDecay: hyperparameters.weightDecay,
    clipping: hyperparameters.gradientClipping,
  })

const scheduleOf = (hyperparameters: Hyperparameters, stepCount: number): Schedule => ({
  kind: hyperparameters.schedule,
  peak: hyperparameters.learningRate,
  minimum: hyperparameters.minLearningRate ?? 0,
  warmupSteps: hyperparameters.warmupSteps,
  stepCount,
})

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

/** The mean over all targets, whatever batches they fall into. */
async function validationLoss(
  engine: Engine,
  rows: { validation: readonly Example[]; batchSize: number; paddingId: number },
  adapter: Tensors,
) {
  let sum = 0
  let count = 0
  for (let i = 0; i < rows.validation.length; i += rows.batchSize) {
    const batch = makeBatch(rows.validation.slice(i, i + rows.batchSize), rows.paddingId)
    sum += (await engine.loss(batch, adapter)) * batch.targets.length
    count += batch.targets.length
  }
  return sum / count
}

const copyOf = (tensors: Tensors): Tensors =>
  new Map([...tensors].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]))

function restore(tensors: Tensors, copy: Tensors) {
  for (const [name, { data }] of copy) tensors.get(name)?.data.set(data)
}
