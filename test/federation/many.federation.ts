import { expect, test } from 'vitest'
import { compareMany } from './compare.ts'

const first = Number(process.env.FIRST_SEED ?? 1_000)

test.each(Array.from({ length: 10 }, (_, index) => first + index * 50))(
  'fifty graphs in parts, from seed %i on, answer as if they had never been divided',
  async (seed) => {
    const { compared, refused, unplanned, differences } = await compareMany(seed, 50)
    expect(differences).toEqual([])
    expect(compared).toBeGreaterThan(1_800)
    expect(refused).toBeLessThan(5)
    expect(unplanned).toBeLessThan(20)
  },
)
