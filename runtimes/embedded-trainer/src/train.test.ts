import { expect, test } from 'vitest'
import type { Example } from './batch.ts'
import { createJudge } from './early-stopping.ts'
import { hyperparameters, type Hyperparameters } from './hyperparameters.ts'
import { makePlan } from './plan.ts'
import { holdOut } from './split.ts'
import { randomWeights, tinyConfig } from './testing/tiny-llama.ts'
import { train, type Moment } from './train.ts'

const config = tinyConfig()
const baseModel = { config, weights: randomWeights(config, 1) }

const wished = (fields: object = {}): Hyperparameters =>
  hyperparameters.parse({
    epochs: 10,
    batchSize: 2,
    learningRate: 0.05,
    warmupSteps: 0,
    weightDecay: 0,
    optimizer: 'ADAMW',
    schedule: 'CONSTANT',
    seed: 1,
    logInterval: 1,
    lora: { rank: 4, alpha: 8 },
    ...fields,
  })

const examples: Example[] = [3, 5, 7, 9].map((id) => ({
  ids: [1, id, id + 1, id + 2],
  isTarget: [false, false, true, true],
}))

async function run(fields: object, validation: Example[] = []) {
  const moments: (Omit<Moment, 'adapter'> & { weights: Map<string, Float32Array> })[] = []
  const options = { baseModel, training: examples, validation, paddingId: 0, threads: 1 }
  for await (const { adapter, ...moment } of train({ ...options, hyperparameters: wished(fields) }))
    moments.push({
      ...moment,
      weights: new Map([...adapter.tensors].map(([name, { data }]) => [name, data.slice()])),
    })
  return moments
}

const firstAndLast = (moments: { loss: number }[]) => {
  const mean = (some: { loss: number }[]) =>
    some.reduce((sum, { loss }) => sum + loss, 0) / some.length
  return [mean(moments.slice(0, 2)), mean(moments.slice(-2))] as const
}

test.each([
  ['AdamW', {}],
  ['Adam', { optimizer: 'ADAM', weightDecay: 0.001 }],
  ['clipped gradients', { gradientClipping: 0.5 }],
  ['dropout', { epochs: 20, lora: { rank: 4, alpha: 8, dropout: 0.05 } }],
  ['only the queries', { lora: { rank: 4, alpha: 8, targetModules: ['q_proj', 'o_proj'] } }],
])('a few steps lower the loss: %s', async (_, fields) => {
  const [first, last] = firstAndLast(await run(fields))
  expect(last).toBeLessThan(first / 2)
})

test('the same seed gives the same adapter, another one another', async () => {
  const [a, b, c] = await Promise.all([run({}), run({}), run({ seed: 2 })])
  expect(a.at(-1)?.weights).toEqual(b.at(-1)?.weights)
  expect(a.at(-1)?.weights).not.toEqual(c.at(-1)?.weights)
})

test('dropout changes what is learned, but not the untrained model', async () => {
  const dropped = await run({ lora: { rank: 4, alpha: 8, dropout: 0.5 } })
  const whole = await run({})
  expect(dropped[0]?.loss).toBeCloseTo(whole[0]?.loss ?? NaN) // B is zero at first
  expect(dropped[3]?.loss).not.toBeCloseTo(whole[3]?.loss ?? NaN)
})

test('early stopping ends with the best adapter that was measured', async () => {
  const contrary = examples.map(({ ids, isTarget }) => ({ ids: ids.toReversed(), isTarget }))
  const moments = await run(
    { validationInterval: 1, earlyStopping: { patience: 3, minDelta: 0 }, epochs: 100 },
    contrary,
  )
  const last = moments.at(-1)
  const losses = moments.map(({ validation }) => validation?.loss ?? NaN)
  const best = losses.indexOf(Math.min(...losses))
  expect(last?.step).toBeLessThan(200)
  expect(last?.restoredLoss).toBe(losses[best])
  expect(last?.weights).toEqual(moments[best]?.weights)
})

test('a judge is patient for as many validations as it was told', () => {
  const judge = createJudge({ patience: 2, minDelta: 0.1 })
  expect([3, 2, 1.95, 1.96].map(judge)).toEqual([
    { isBest: true, isEnough: false },
    { isBest: true, isEnough: false },
    { isBest: true, isEnough: false },
    { isBest: false, isEnough: true },
  ])
})

test('stops are even over the run, or as often as was wished, and at the end', () => {
  const stopsOf = (fields: object) => {
    const plan = makePlan(20, wished({ epochs: 5, batchSize: 4, ...fields }))
    return Array.from({ length: plan.stepCount }, (_, i) => i + 1).filter((step) =>
      plan.isStop(step),
    )
  }
  expect(stopsOf({})).toEqual([5, 10, 15, 20, 25])
  expect(stopsOf({ validationInterval: 10 })).toEqual([10, 20, 25])
  expect(stopsOf({ maxSteps: 3 })).toEqual([1, 2, 3])
})

test('a tenth of the rows is held out, if there are twenty', () => {
  const rows = Array.from({ length: 25 }, (_, i) => i)
  const { training, validation } = holdOut(rows, 3)
  expect(validation).toHaveLength(2)
  expect([...training, ...validation].sort((a, b) => a - b)).toEqual(rows)
  expect(holdOut(rows.slice(0, 19), 3).validation).toEqual([])
})
