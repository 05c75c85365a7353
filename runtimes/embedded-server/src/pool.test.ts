import { expect, test } from 'vitest'
import { Pool } from './pool.ts'

const never = new AbortController().signal

/** Work that goes on until it is told to end. */
function openWork() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { work: () => promise, end: resolve }
}

test('who finds nothing free waits in turn', async () => {
  const pool = new Pool(['only'], 2)
  const order: string[] = []
  const first = openWork()
  const running = pool.use(never, first.work).then(() => order.push('first'))
  const second = pool.use(never, async () => order.push('second'))
  const third = pool.use(never, async () => order.push('third'))
  first.end()
  await Promise.all([running, second, third])
  expect(order).toEqual(['first', 'second', 'third'])
})

test('a full queue refuses', async () => {
  const pool = new Pool(['only'], 1)
  const first = openWork()
  const running = pool.use(never, first.work)
  const waiting = pool.use(never, async () => 'served')
  await expect(pool.use(never, async () => 'served')).rejects.toMatchObject({ status: 429 })
  first.end()
  await running
  expect(await waiting).toBe('served')
})

test('who goes away leaves the queue', async () => {
  const pool = new Pool(['only'], 1)
  const first = openWork()
  const running = pool.use(never, first.work)
  const gone = new AbortController()
  const waiting = pool.use(gone.signal, async () => 'served')
  gone.abort()
  await expect(waiting).rejects.toThrow('gone')
  const next = pool.use(never, async () => 'served')
  first.end()
  await running
  expect(await next).toBe('served')
})

test('work that fails gives back what it had, and closing waits for all', async () => {
  const pool = new Pool(['only'], 1)
  await expect(pool.use(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const first = openWork()
  const running = pool.use(never, first.work)
  let isClosed = false
  const closed = pool.close().then(() => (isClosed = true))
  expect(isClosed).toBe(false)
  first.end()
  await Promise.all([running, closed])
})
