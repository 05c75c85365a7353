import { createRandom } from './random.ts'

const HELD_OUT_SHARE = 0.1
const FEWEST_ROWS_TO_HOLD_OUT_FROM = 20

/** Holds a tenth of the rows out to validate with, if there are enough of them. */
export function holdOut<T>(rows: readonly T[], seed: number) {
  if (rows.length < FEWEST_ROWS_TO_HOLD_OUT_FROM) return { training: [...rows], validation: [] }
  const order = createRandom(seed).shuffle(rows)
  const count = Math.floor(rows.length * HELD_OUT_SHARE)
  return { training: order.slice(count), validation: order.slice(0, count) }
}
