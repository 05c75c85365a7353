import { LINEAR_MODULES } from '@weft/model-files/llama-tensors'
import { z } from 'zod'
import { OPTIMIZERS } from './optimizer.ts'
import { SCHEDULES } from './schedule.ts'

const positive = z.int().positive()

const loraParameters = z.object({
  rank: positive.max(512),
  alpha: z.number().positive(),
  dropout: z.number().min(0).lt(1).default(0),
  targetModules: z.array(z.enum(LINEAR_MODULES)).min(1).nullable().default(null),
})

export const hyperparameters = z
  .object({
    epochs: positive,
    maxSteps: positive.nullable().default(null),
    batchSize: positive,
    learningRate: z.number().positive(),
    minLearningRate: z.number().nonnegative().nullable().default(null),
    warmupSteps: z.int().nonnegative(),
    weightDecay: z.number().nonnegative(),
    optimizer: z.enum(OPTIMIZERS),
    schedule: z.enum(SCHEDULES),
    seed: z.int().nonnegative(),
    maxSequenceLength: positive.min(2).nullable().default(null),
    sequencePacking: z
      .literal(false, 'is not what the embedded trainer does: set it to false')
      .default(false),
    validationInterval: positive.nullable().default(null),
    logInterval: positive,
    gradientClipping: z.number().positive().nullable().default(null),
    earlyStopping: z
      .object({ patience: positive, minDelta: z.number().nonnegative() })
      .nullable()
      .default(null),
    lora: loraParameters,
  })
  .refine(({ minLearningRate, learningRate }) => (minLearningRate ?? 0) <= learningRate, {
    path: ['minLearningRate'],
    message: 'is above learningRate',
  })

export type Hyperparameters = z.infer<typeof hyperparameters>
export type LoraParameters = Hyperparameters['lora']

/** Without a choice of modules, all seven linear layers of a block are adapted. */
export const toLoraSettings = ({ rank, alpha, dropout, targetModules }: LoraParameters) => ({
  rank,
  alpha,
  dropout,
  targetModules: targetModules ?? LINEAR_MODULES,
})
