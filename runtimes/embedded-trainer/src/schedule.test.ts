import { expect, test } from 'vitest'
import { learningRateAt, SCHEDULES } from './schedule.ts'

const rates = (kind: (typeof SCHEDULES)[number], fields: object = {}) =>
  Array.from({ length: 9 }, (_, step) =>
    learningRateAt(step, {
      kind,
      peak: 1,
      minimum: 0.2,
      warmupSteps: 4,
      stepCount: 8,
      ...fields,
    }),
  )

test.each(SCHEDULES)('%s warms up in a straight line', (kind) => {
  expect(rates(kind).slice(0, 5)).toEqual([0.25, 0.5, 0.75, 1, 1])
})

test('COSINE ends softly at the minimum', () => {
  const [, , , , peak, , middle, , end] = rates('COSINE')
  expect(peak).toBe(1)
  expect(middle).toBeCloseTo(0.6)
  expect(end).toBeCloseTo(0.2)
})

test('LINEAR falls evenly to the minimum', () => {
  expect(
    rates('LINEAR')
      .slice(4)
      .map((rate) => Math.round(rate * 100)),
  ).toEqual([100, 80, 60, 40, 20])
})

test('CONSTANT stays', () => {
  expect(rates('CONSTANT').slice(4)).toEqual([1, 1, 1, 1, 1])
})

test('without warm-up the first step has the full rate', () => {
  expect(rates('COSINE', { warmupSteps: 0 })[0]).toBe(1)
})
