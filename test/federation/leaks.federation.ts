import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { startFederation } from '../gateway/federation.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const mebibyte = 1024 ** 2
const query = 'subscription { stepped(runId: "quiet") { number run { model { title } } } }'

async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    collectGarbage()
  }
  return process.memoryUsage().heapUsed
}

test('of 10,000 who subscribe to a quiet stream and leave, nothing stays', async () => {
  const { feed, connect } = await startFederation()
  feed.setMaxListeners(0)
  const client = connect({ lazy: false })
  const listeners = () => feed.listenerCount('quiet')
  const comeAndGo = async (times: number) => {
    for (let left = times; left > 0; left -= 100) {
      const leave = Array.from({ length: 100 }, () =>
        client.subscribe({ query }, { next: () => {}, error: () => {}, complete: () => {} }),
      )
      await expect.poll(listeners, { interval: 2 }).toBe(100)
      leave.forEach((end) => end())
      await expect.poll(listeners, { interval: 2 }).toBe(0)
    }
  }
  await comeAndGo(1_000)
  const before = await heapUsed()
  await comeAndGo(10_000)
  expect((await heapUsed()) - before).toBeLessThan(8 * mebibyte)
})
