import { LINEAR_MODULES } from '@weft/model-files/llama-tensors'
import { loraShapes } from '@weft/model-files/lora'
import { elementCount, type Tensors } from '@weft/model-files/tensor'
import { expect, onTestFinished, test } from 'vitest'
import { makeBatch } from './batch.ts'
import { Engine } from './engine.ts'
import { createRandom } from './random.ts'
import { randomWeights, tinyConfig } from './testing/tiny-llama.ts'

const lora = { rank: 3, alpha: 6, dropout: 0, targetModules: LINEAR_MODULES }
const untied = { tiesEmbeddings: false, keyValueHeadCount: 4, headSize: 6 }

const batch = makeBatch(
  [
    { ids: [1, 5, 9, 3, 7, 5], isTarget: [false, false, true, false, true, true] },
    { ids: [2, 4, 4, 11], isTarget: [false, true, true, true] },
  ],
  0,
)

function given(fields: Parameters<typeof tinyConfig>[0]) {
  const config = tinyConfig(fields)
  const weights = randomWeights(config, 3)
  const random = createRandom(5)
  const adapter: Tensors = new Map()
  for (const [name, shape] of loraShapes(config, lora)) {
    const data = Float32Array.from({ length: elementCount(shape) }, () => random.normal() * 0.3)
    adapter.set(name, { shape, data })
  }
  const engine = new Engine({ config, weights, lora, threads: 1, seed: 1 })
  onTestFinished(() => engine.close())
  return { engine, weights, adapter }
}

/** The slope along the gradient's own direction within one tensor, measured by two losses. */
async function measuredSlope(loss: () => Promise<number>, data: Float32Array, along: Float32Array) {
  const before = data.slice()
  const length = Math.hypot(...along)
  const distance = 2e-3
  const lossAt = (side: number) => {
    for (let i = 0; i < data.length; i++)
      data[i] = (before[i] ?? 0) + (side * distance * (along[i] ?? 0)) / length
    return loss()
  }
  const slope = ((await lossAt(1)) - (await lossAt(-1))) / (2 * distance)
  data.set(before)
  return { slope, length }
}

type Errors = Map<string, number>
const tooLarge = (errors: Errors, limit: number) =>
  [...errors].filter(([, error]) => !(error < limit))

test.each([
  ['grouped queries, tied embeddings', {}],
  ['one key per query, untied embeddings, wide heads', untied],
])('the gradient of every adapter tensor is the slope of the loss: %s', async (_, fields) => {
  const { engine, adapter } = given(fields)
  const { gradients } = await engine.step('adapter', batch, adapter)
  expect([...gradients.keys()]).toEqual([...adapter.keys()])
  const errors: Errors = new Map()
  for (const [name, along] of gradients) {
    const data = adapter.get(name)?.data ?? new Float32Array()
    const { slope, length } = await measuredSlope(() => engine.loss(batch, adapter), data, along)
    errors.set(name, Math.abs(slope - length) / length)
  }
  expect(tooLarge(errors, 5e-3)).toEqual([])
})

test.each([
  ['grouped queries, tied embeddings', {}],
  ['one key per query, untied embeddings, wide heads', untied],
])('the gradient of every weight is the slope of the loss: %s', async (_, fields) => {
  const { engine, weights } = given(fields)
  const { gradients } = await engine.step('full', batch)
  expect([...gradients.keys()]).toEqual([...weights.keys()])
  const errors: Errors = new Map()
  for (const [name, along] of gradients) {
    const data = weights.get(name)?.data ?? new Float32Array()
    const { slope, length } = await measuredSlope(() => engine.loss(batch), data, along)
    errors.set(name, Math.abs(slope - length) / length)
  }
  expect(tooLarge(errors, 5e-3)).toEqual([])
})

test('single elements of the gradient are right too', async () => {
  const { engine, weights } = given({})
  const { gradients } = await engine.step('full', batch)
  const random = createRandom(11)
  const errors: Errors = new Map()
  for (const [name, gradient] of gradients) {
    const data = weights.get(name)?.data ?? new Float32Array()
    const i = random.integer(data.length)
    const along = new Float32Array(data.length)
    along[i] = 1
    const { slope } = await measuredSlope(() => engine.loss(batch), data, along)
    errors.set(`${name}[${i}]`, Math.abs(slope - (gradient[i] ?? NaN)))
  }
  expect(tooLarge(errors, 1e-3)).toEqual([])
})
