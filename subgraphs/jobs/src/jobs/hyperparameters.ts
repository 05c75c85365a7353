import { z } from 'zod'

export const trainingTypes = ['SFT'] as const
export const finetuningTypes = ['LORA'] as const
export const targetModules = [
  'q_proj',
  'k_proj',
  'v_proj',
  'o_proj',
  'gate_proj',
  'up_proj',
  'down_proj',
] as const

const orNull = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? null)

const between = (least: number, most: number) =>
  z
    .number()
    .check(
      z.gte(least, `must be at least ${words(least)}`),
      z.lte(most, `must be at most ${words(most)}`),
    )
const whole = (least: number, most: number) => between(least, most).int('must be a whole number')
const above0 = (most: number) =>
  z.number().check(z.gt(0, 'must be above 0'), z.lte(most, `must be at most ${words(most)}`))

const words = (bound: number) => bound.toLocaleString('en-US')
const steps = whole(1, 100_000_000)

const Fields = z.object({
  epochs: whole(1, 1_000),
  maxSteps: orNull(steps),
  batchSize: whole(1, 1_024),
  learningRate: above0(1),
  minLearningRate: orNull(between(0, 1)),
  warmupSteps: whole(0, 100_000_000),
  weightDecay: between(0, 1),
  optimizer: z.enum(['ADAMW', 'ADAM']),
  schedule: z.enum(['COSINE', 'LINEAR', 'CONSTANT']),
  seed: whole(0, 2 ** 31 - 1),
  maxSequenceLength: orNull(whole(8, 1_000_000)),
  validationInterval: orNull(steps),
  logInterval: steps,
  gradientClipping: orNull(above0(1_000_000)),
  earlyStopping: orNull(z.object({ patience: whole(1, 1_000), minDelta: between(0, 1_000) })),
  lora: z.object({
    rank: whole(1, 256),
    alpha: above0(10_000),
    targetModules: orNull(
      z
        .array(z.enum(targetModules, `is none of ${targetModules.join(', ')}`))
        .min(1, 'names no module; leave it out for all of them')
        .refine((names) => new Set(names).size === names.length, 'names a module twice'),
    ),
  }),
})

/** What a training is run with. Every broken bound is one problem; those that hang together are checked as well. */
export const Hyperparameters = Fields.check(
  z.refine(({ learningRate, minLearningRate }) => (minLearningRate ?? 0) <= learningRate, {
    path: ['minLearningRate'],
    message: 'must be at most the learningRate',
    when: ifNumbers,
  }),
  z.refine(({ earlyStopping, validationInterval }) => !earlyStopping || validationInterval, {
    path: ['validationInterval'],
    message: 'is needed by earlyStopping, which counts validations',
    when: ({ value }) => typeof value === 'object',
  }),
)
export type Hyperparameters = z.infer<typeof Hyperparameters>

/** Also when other fields are wrong, so that one answer names every problem. */
function ifNumbers({ value }: { value: unknown }): boolean {
  const { learningRate } = value as { learningRate?: unknown }
  return typeof learningRate === 'number'
}
