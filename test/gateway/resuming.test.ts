import { expect, test } from 'vitest'
import { admin, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'

const lines = `subscription ($after: Cursor) {
  line: logged(runId: "1", after: $after) { text run { model { title } } }
}`
const lineOf = (text: string) => ({
  data: { line: { text, run: { model: { title: 'model of-1' } } } },
})

const listen = ({ connect }: Federation, variables = {}) =>
  connect().iterate({ query: lines, variables })

test('a stream of events goes on when its owner comes back, nothing lost and nothing twice', async () => {
  const federation = await startFederation()
  const { feed } = federation
  const events = listen(federation)
  for (const text of ['a', 'b']) feed.log(text)
  for (const text of ['a', 'b']) expect((await events.next()).value).toEqual(lineOf(text))
  for (const round of ['1', '2']) {
    const next = events.next()
    await federation.stop('runs')
    feed.log(`while away ${round}`)
    await federation.restart('runs')
    expect((await next).value).toEqual(lineOf(`while away ${round}`))
    feed.log(`after ${round}`)
    expect((await events.next()).value).toEqual(lineOf(`after ${round}`))
  }
  expect(feed.listened).toBeGreaterThanOrEqual(3)
})

test('a client that gave a cursor goes on after it, also when no event came before its owner went', async () => {
  const federation = await startFederation()
  for (const text of ['a', 'b', 'c']) federation.feed.log(text)
  const events = listen(federation, { after: '3' })
  const next = events.next()
  await expect.poll(() => federation.feed.listened).toBe(1)
  await federation.stop('runs')
  federation.feed.log('d')
  await federation.restart('runs')
  expect((await next).value).toEqual(lineOf('d'))
})

test('a stream of states goes on with what is then', async () => {
  const federation = await startFederation()
  const query = 'subscription { runUpdated(id: "1") { name model { title } } }'
  const states = federation.connect().iterate({ query })
  const stateOf = (name: string) => ({
    data: { runUpdated: { name, model: { title: 'model of-1' } } },
  })
  expect((await states.next()).value).toEqual(stateOf('run of 0'))
  const next = states.next()
  await federation.stop('runs')
  federation.feed.log('a')
  await federation.restart('runs')
  expect((await next).value).toEqual(stateOf('run of 1'))
})

test('a client that leaves while the owner is away is not waited for', async () => {
  const federation = await startFederation()
  federation.feed.log('a')
  const events = listen(federation)
  await events.next()
  await federation.stop('runs')
  await events.return?.()
  await federation.restart('runs')
  federation.feed.log('b')
  await expect.poll(() => federation.feed.listenerCount('lines')).toBe(0)
  expect(federation.feed.listened).toBe(1)
})

test('a gateway that stops while the owner is away says so to those who listen by server-sent events', async () => {
  const federation = await startFederation()
  federation.feed.log('a')
  const response = await fetch(`${federation.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: admin,
    },
    body: JSON.stringify({ query: lines, variables: {} }),
  })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toContain('"text":"a"')
  await federation.stop('runs')
  await federation.close()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    rest += value
  }
  expect(rest).toMatch(/"code":"UPSTREAM_UNAVAILABLE".*\n\nevent: complete/s)
})
