import { expect, test } from 'vitest'
import { compareMany } from './compare.ts'

test('a graph in parts answers as if it had never been divided', async () => {
  const { compared, refused, unplanned, differences } = await compareMany(1, 25)
  expect(differences).toEqual([])
  expect(compared).toBeGreaterThan(900)
  expect(refused).toBeLessThan(3)
  expect(unplanned).toBeLessThan(5)
})
