import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionResult } from 'graphql'
import { expect, test } from 'vitest'
import { createQueue } from './queue.ts'
import { createStream, mapStream } from './stream.ts'

const numbered = (n: number): ExecutionResult => ({ data: { n } })

test('results are changed at once, so many of them, and come in order', async () => {
  const queue = createQueue({ keeps: 'EVERY', onLeave: () => {} })
  for (let n = 0; n < 10; n++) queue.put(numbered(n))
  queue.close()
  let running = 0
  let most = 0
  const change = async (result: ExecutionResult) => {
    most = Math.max(most, ++running)
    await wait(result.data!.n === 0 ? 20 : 1)
    running--
    return result
  }
  const told: unknown[] = []
  for await (const { data } of mapStream(queue, change, { atOnce: 4 })) told.push(data!.n)
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(most).toBe(4)
})

test('a stream that has failed, or come to its end, is not read again', async () => {
  const reads = { failing: 0, ending: 0 }
  const failing = createStream({
    next: async () => {
      if (++reads.failing > 1) throw new Error('broken')
      return { done: false, value: numbered(1) }
    },
    return: async () => ({ done: true, value: undefined }),
  })
  const mapped = mapStream(failing, async (result) => result, { atOnce: 4 })
  expect(await mapped.next()).toEqual({ done: false, value: numbered(1) })
  await expect(mapped.next()).rejects.toThrow('broken')
  await expect(mapped.next()).rejects.toThrow('broken')
  const ending = createStream({
    next: async () => ({ done: true, value: void reads.ending++ }),
    return: async () => ({ done: true, value: undefined }),
  })
  for await (const _ of mapStream(ending, async (result) => result, { atOnce: 4 }));
  await wait(1)
  expect(reads).toEqual({ failing: 2, ending: 1 })
})
