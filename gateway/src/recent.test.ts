import { expect, test } from 'vitest'
import { Recent } from './recent.ts'

test('what is asked for again is made once, and what is not makes room', () => {
  const made: string[] = []
  const recent = new Recent<number>(10)
  const get = (key: string) => recent.get(key, () => made.push(key))
  for (let other = 0; other < 100; other++) {
    get('hot')
    get(`cold ${other}`)
    expect(recent.size).toBeLessThanOrEqual(10)
  }
  expect(made.filter((key) => key === 'hot')).toHaveLength(1)
  expect(made).toHaveLength(101)
  expect(recent.peek('cold 0')).toBeUndefined()
  expect(recent.peek('cold 99')).toBe(101)
  expect([...recent.values()]).toHaveLength(recent.size)
})

test('what could not be made is not kept', () => {
  const recent = new Recent<number>(10)
  const fail = () => {
    throw new Error('no')
  }
  expect(() => recent.get('key', fail)).toThrow('no')
  expect(recent.size).toBe(0)
  expect(recent.get('key', () => 0)).toBe(0)
  expect(recent.get('key', () => 1)).toBe(0)
})
