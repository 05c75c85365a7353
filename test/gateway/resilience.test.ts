import { expect, test } from 'vitest'
import { startBetween } from './between.ts'
import type { Fate } from './between.ts'
import { startFederation } from './federation.ts'

const titles = '{ models { title } }'
const found = { status: 200, data: { models: [{ title: 'model of-1' }] } }
const unavailable = (name = 'models', path: (string | number)[] = ['models']) => ({
  message: `\`${name}\` does not answer now.`,
  path,
  extensions: { code: 'UPSTREAM_UNAVAILABLE', service: name },
})

/** A federation whose subgraph `models`, or another, is reached by a way that fails at times. */
async function startBehind(
  fateOf: (number: number) => Fate,
  { name = 'models', settings = {} }: { name?: 'models' | 'runs'; settings?: object } = {},
) {
  const between = await startBetween(fateOf)
  const federation = await startFederation({ urls: { [name]: between.url }, settings })
  between.leadTo(federation.urlOf(name))
  return { ...federation, count: between.count }
}

test.for(['BREAK', 503] as const)('a query that met %s is asked again, unseen', async (fate) => {
  const { execute, count } = await startBehind((number) => (number < 3 ? fate : 'ON'))
  expect(await execute(titles)).toEqual(found)
  expect(count()).toBe(3)
})

test('the budget pays for what is asked again, and not for the last failure', async () => {
  const { execute, count } = await startBehind((number) => ((number - 1) % 7 < 4 ? 'ON' : 'BREAK'))
  for (let round = 0; round < 6; round++) {
    for (let index = 0; index < 4; index++) expect(await execute(titles)).toEqual(found)
    expect(await execute(titles)).toMatchObject({ errors: [unavailable()] })
  }
  expect(count()).toBe(6 * 7)
})

test('a query is not asked more than three times', async () => {
  const { execute, count } = await startBehind(() => 'BREAK')
  expect(await execute(titles)).toMatchObject({ errors: [unavailable()] })
  expect(count()).toBe(3)
})

test('an answer that is not one of GraphQL is none, and nobody reads it', async () => {
  const { execute } = await startBehind(() => 500)
  expect(await execute('{ run(id: "1") { name model { title } } }')).toEqual({
    status: 200,
    data: { run: { name: 'run 1', model: null } },
    errors: [unavailable('models', ['run', 'model'])],
  })
})

test('a mutation is never asked twice', async () => {
  const { execute, count } = await startBehind(() => 'BREAK', { name: 'runs' })
  expect(await execute('mutation { stopRun(id: "1") { id } }')).toMatchObject({
    errors: [unavailable('runs', ['stopRun'])],
  })
  expect(count()).toBe(1)
})

test('what is slow is not asked again, and each subgraph has its own patience', async () => {
  const settings = { SUBGRAPH_TIMEOUTS: { models: 0.2 } }
  const { execute, count } = await startBehind(() => 'HANG', { settings })
  expect(await execute('{ run(id: "1") { name model { title } } }')).toEqual({
    status: 200,
    data: { run: { name: 'run 1', model: null } },
    errors: [unavailable('models', ['run', 'model'])],
  })
  expect(count()).toBe(1)
})

test('a subgraph that fails again and again is left in peace, until it answers', async () => {
  let isUp = false
  const { execute, count } = await startBehind(() => (isUp ? 'ON' : 'BREAK'))
  for (let index = 0; index < 50; index++)
    expect(await execute(titles)).toMatchObject({ errors: [unavailable()] })
  expect(count()).toBeLessThan(15)
  isUp = true
  await expect.poll(() => execute(titles), { timeout: 10_000, interval: 100 }).toEqual(found)
  const before = count()
  for (let index = 0; index < 5; index++) expect(await execute(titles)).toEqual(found)
  expect(count()).toBe(before + 5)
})

test('nobody waits while one call tries whether a subgraph that hangs answers again', async () => {
  const settings = { SUBGRAPH_TIMEOUTS: { models: 1.5 } }
  const { execute, count } = await startBehind(() => 'HANG', { settings })
  await Promise.all(Array.from({ length: 5 }, () => execute(titles)))
  const tried = async () => {
    void execute(titles)
    return count()
  }
  await expect.poll(tried, { timeout: 5_000, interval: 50 }).toBe(6)
  const start = performance.now()
  expect(await execute(titles)).toMatchObject({ errors: [unavailable()] })
  expect(performance.now() - start).toBeLessThan(750)
  expect(count()).toBe(6)
})

test('while a subgraph is left in peace the others answer', async () => {
  const { execute } = await startBehind(() => 'BREAK')
  for (let index = 0; index < 10; index++) await execute(titles)
  expect(await execute('{ run(id: "1") { name model { title } } }')).toEqual({
    status: 200,
    data: { run: { name: 'run 1', model: null } },
    errors: [unavailable('models', ['run', 'model'])],
  })
})

test('when a third of the calls fails, retries stay a tenth of them', async () => {
  const { execute, count } = await startBehind((number) => (number % 3 ? 'ON' : 'BREAK'))
  const asked = 300
  let failed = 0
  for (let index = 0; index < asked; index++) if ((await execute(titles)).errors) failed++
  const retries = count() - asked
  expect(retries).toBeLessThanOrEqual(asked / 10 + 10)
  expect(retries).toBeGreaterThan(asked / 20)
  expect(failed).toBeLessThan(asked / 2)
})
