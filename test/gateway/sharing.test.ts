import type { Viewer } from '@weft/kit/identity'
import type { WebSocket } from 'ws'
import { expect, onTestFinished, test } from 'vitest'
import { admin, identityFor, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { lastLine } from './runs.ts'

const lines = `subscription ($after: Cursor) {
  logged(runId: "1", after: $after) { text run { model { title } } }
}`
const states = 'subscription { runUpdated(id: "1") { name } }'

type Client = ReturnType<Federation['connect']>

/** The texts of the lines, or names of the run, that somebody is told of as they come. */
function follow(client: Client, { query = lines, after = null as string | null } = {}) {
  const told: string[] = []
  const fate: { error?: unknown; isComplete?: true } = {}
  const leave = client.subscribe<{ logged?: { text: string }; runUpdated?: { name: string } }>(
    { query, variables: { after } },
    {
      next: ({ data, errors }) => {
        if (!data) fate.error = errors
        else told.push(data.logged?.text ?? data.runUpdated!.name)
      },
      error: (error) => (fate.error = error),
      complete: () => (fate.isComplete = true),
    },
  )
  onTestFinished(leave)
  return { told, fate, leave }
}

function listeners({ feed }: Federation, topic = 'lines') {
  return expect.poll(() => feed.listenerCount(topic), { interval: 5 })
}
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
/** How many subscriptions the gateway counts. */
async function activeAt({ url }: Federation): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: admin } })
  return Number(/weft_subscriptions_active\{[^}]*\} (\d+)/.exec(await answer.text())?.[1])
}
const logAll = ({ feed }: Federation, texts: string[]) => texts.forEach((text) => feed.log(text))

test('a hundred who follow the same are told the same, each event asked for and completed once', async () => {
  const federation = await startFederation()
  const { feed, connect } = federation
  const [first, second] = [connect(), connect()]
  const all = numbers(1, 100).map((_, index) => follow(index % 2 ? first : second))
  await listeners(federation).toBe(1)
  await expect.poll(() => activeAt(federation)).toBe(all.length)
  for (const last of [1, 2, 3]) {
    feed.log(String(last))
    for (const { told } of all) await expect.poll(() => told).toEqual(numbers(1, last))
  }
  expect(feed.listened).toBe(1)
  expect(feed.titlesRead).toBe(3)
})

test('what many events at once need alike is asked for once for several of them, and they come in order', async () => {
  const federation = await startFederation()
  const { told } = follow(federation.connect())
  await listeners(federation).toBe(1)
  logAll(federation, numbers(1, 400))
  await expect.poll(() => told).toEqual(numbers(1, 400))
  expect(federation.feed.titlesRead).toBeLessThan(200)
})

test('whoever leaves takes nobody with them, and the last lets go of the owner', async () => {
  const federation = await startFederation()
  const clients = [1, 2, 3].map(() => follow(federation.connect()))
  await listeners(federation).toBe(1)
  federation.feed.log('1')
  for (const { told } of clients) await expect.poll(() => told).toEqual(['1'])
  for (const left of [0, 1]) {
    clients[left]!.leave()
    federation.feed.log(String(left + 2))
    await expect.poll(() => clients[2]!.told).toEqual(numbers(1, left + 2))
  }
  clients[2]!.leave()
  expect(clients.map(({ told }) => told.length)).toEqual([1, 2, 3])
  await listeners(federation).toBe(0)
})

test('who comes late is told all from their own beginning on, and shares the rest', async () => {
  const federation = await startFederation()
  const { feed, connect } = federation
  logAll(federation, numbers(1, 200))
  const early = follow(connect(), { after: '190' })
  await expect.poll(() => early.told).toEqual(numbers(191, 200))
  const late = [null, '5', '195'].map((after) => follow(connect(), { after }))
  for (const [index, from] of [1, 6, 196].entries())
    await expect.poll(() => late[index]!.told).toEqual(numbers(from, 200))
  await listeners(federation).toBe(1)
  const before = feed.titlesRead
  for (const last of [201, 202, 203]) {
    feed.log(String(last))
    await expect.poll(() => early.told).toEqual(numbers(191, last))
    for (const [index, from] of [1, 6, 196].entries())
      await expect.poll(() => late[index]!.told).toEqual(numbers(from, last))
  }
  expect(feed.titlesRead - before).toBe(3)
})

test('whoever comes and goes while events come is told each once and in order', async () => {
  const federation = await startFederation()
  const last = 240
  const everybody: { from: number; told: string[]; fate: { isComplete?: true } }[] = []
  federation.feed.setMaxListeners(0)
  const sockets = [1, 2, 3].map(() => federation.connect())
  for (let number = 1; number <= last; number++) {
    federation.feed.log(number === last ? lastLine : String(number))
    if (number % 3 === 0) {
      const after = Math.max(0, number - Math.ceil(Math.random() * 100))
      const { told, fate, leave } = follow(sockets[(number / 3) % 3]!, { after: String(after) })
      if (Math.random() < 0.3) setTimeout(leave, Math.random() * 200)
      else everybody.push({ from: after + 1, told, fate })
    }
    if (number % 5 === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
  }
  for (const { from, told, fate } of everybody) {
    await expect.poll(() => fate.isComplete, { timeout: 30_000 }).toBe(true)
    expect(told).toEqual([...numbers(from, last - 1), lastLine])
  }
  await listeners(federation).toBe(0)
})

test('nobody is told what was made for somebody else', async () => {
  const federation = await startFederation()
  const viewers: Viewer[] = [
    { subject: 'ada', grants: [{ namespace: 'acme', role: 'VIEWER' }] },
    { subject: 'ada', grants: [{ namespace: 'acme', role: 'EDITOR' }] },
    { subject: 'bob', grants: [{ namespace: 'acme', role: 'VIEWER' }] },
  ]
  for (const viewer of [...viewers, viewers[0]!]) {
    const connectionParams = { authorization: await identityFor(viewer) }
    follow(federation.connect({ connectionParams }))
  }
  const { listened } = federation.feed
  expect(listened).toBeLessThanOrEqual(3)
  await listeners(federation).toBe(3)
})

test('another selection, or other variables, are another stream', async () => {
  const federation = await startFederation()
  const client = federation.connect()
  const named = 'subscription ($run: ID!) { logged(runId: $run) { text run { name } } }'
  const found = ['1', '2'].map((run) => client.iterate({ query: named, variables: { run } }))
  follow(client)
  await listeners(federation).toBe(3)
  federation.feed.log('a')
  for (const [index, events] of found.entries())
    expect((await events.next()).value).toEqual({
      data: { logged: { text: 'a', run: { name: `run ${index + 1}` } } },
    })
})

test('a restart of the owner is not seen by any of those who share its stream', async () => {
  const federation = await startFederation()
  const clients = [1, 2, 3].map(() => follow(federation.connect()))
  await listeners(federation).toBe(1)
  federation.feed.log('1')
  for (const { told } of clients) await expect.poll(() => told).toEqual(['1'])
  await listeners(federation).toBe(1)
  const { listened } = federation.feed
  await federation.stop('runs')
  federation.feed.log('2')
  await federation.restart('runs')
  federation.feed.log('3')
  for (const { told } of clients) await expect.poll(() => told).toEqual(['1', '2', '3'])
  expect(federation.feed.listened).toBe(listened + 1)
})

test('who follows a state begins with what is, and shares what comes', async () => {
  const federation = await startFederation()
  const { feed, connect } = federation
  const early = follow(connect(), { query: states })
  await expect.poll(() => early.told).toEqual(['run of 0'])
  feed.log('a') // of which the early one is not told
  const late = follow(connect(), { query: states })
  await expect.poll(() => late.told).toEqual(['run of 1'])
  await listeners(federation, '1').toBe(1)
  feed.step('1', 0)
  await expect.poll(() => early.told).toEqual(['run of 0', 'run of 1'])
  await expect.poll(() => late.told).toEqual(['run of 1', 'run of 1'])
  early.leave()
  late.leave()
  await listeners(federation, '1').toBe(0)
})

test('who reads slowly holds back nobody else, and misses nothing', async () => {
  const federation = await startFederation()
  const long = 'x'.repeat(100_000)
  let stuck: WebSocket | undefined
  const slow = follow(
    federation.connect({ on: { connected: (socket) => (stuck = socket as WebSocket) } }),
  )
  const fast = follow(federation.connect())
  federation.feed.log('1')
  await expect.poll(() => [slow.told, fast.told]).toEqual([['1'], ['1']])
  await listeners(federation).toBe(1)
  stuck!.pause()
  for (let number = 2; number <= 400; number++) {
    federation.feed.log(long)
    await expect.poll(() => fast.told.length, { interval: 1 }).toBe(number)
  }
  stuck!.resume()
  await expect.poll(() => slow.told.length).toBe(400)
  expect(federation.feed.listened).toBeGreaterThan(1) // it fell behind
  federation.feed.log(lastLine)
  await expect
    .poll(() => [slow.fate, fast.fate])
    .toEqual([{ isComplete: true }, { isComplete: true }])
  expect(slow.told).toEqual(['1', ...Array.from({ length: 399 }, () => long), lastLine])
})
