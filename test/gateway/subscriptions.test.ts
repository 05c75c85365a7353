import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { answerTo, listeners, steps } from './steps.ts'

const listen = async (federation: Federation, query = steps, run = '1') => {
  const client = federation.connect()
  const events = client.iterate({ query, variables: { run } })
  await listeners(federation, run).toBe(1)
  return { client, events }
}

test('each event has fields of three subgraphs, in order', async () => {
  const federation = await startFederation()
  const { events } = await listen(federation)
  const numbers = Array.from({ length: 200 }, (_, index) => index)
  for (const number of numbers) federation.feed.step('1', number)
  for (const number of numbers) expect((await events.next()).value).toEqual(answerTo(number))
})

test('queries, mutations and several subscriptions share one socket', async () => {
  const federation = await startFederation()
  const { client, events } = await listen(federation)
  const others = client.iterate({ query: steps, variables: { run: '2' } })
  await listeners(federation, '2').toBe(1)
  federation.feed.step('2', 5)
  federation.feed.step('1', 6)
  expect((await others.next()).value).toEqual(answerTo(5, '2'))
  expect((await events.next()).value).toEqual(answerTo(6))
  const once = async (query: string) => (await client.iterate({ query }).next()).value!
  expect(await once('{ run(id: "3") { model { title } } }')).toEqual({
    data: { run: { model: { title: 'model of-3' } } },
  })
  expect(await once('mutation { stopRun(id: "3") { name } }')).toEqual({
    data: { stopRun: { name: 'run 3' } },
  })
  expect(await once('{ oops }')).toEqual({
    data: { oops: null },
    errors: [
      {
        message: 'Something went wrong on our side. The log has it under this request id.',
        path: ['oops'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  })
})

test('an error in what another subgraph adds stands at its path, and the stream goes on', async () => {
  const federation = await startFederation()
  const { events } = await listen(
    federation,
    'subscription ($run: ID!) { at: stepped(runId: $run) { number run { model { title rights } } } }',
  )
  for (const number of [1, 2]) {
    federation.feed.step('1', number)
    expect((await events.next()).value).toEqual({
      data: { at: { number, run: { model: { title: 'model of-1', rights: null } } } },
      errors: [
        {
          message: 'Something went wrong on our side. The log has it under this request id.',
          path: ['at', 'run', 'model', 'rights'],
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    })
  }
})

test('a subgraph that is down leaves its part of an event empty', async () => {
  const federation = await startFederation()
  const { events } = await listen(federation)
  await federation.stop('people')
  federation.feed.step('1', 1)
  expect((await events.next()).value).toEqual({
    data: {
      stepped: { number: 1, run: { name: 'run 1', model: { title: 'model of-1', maker: null } } },
    },
    errors: [
      {
        message: '`people` does not answer now.',
        path: ['stepped', 'run', 'model', 'maker'],
        extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'people' },
      },
    ],
  })
})

test('the owner lets go at once when the client unsubscribes from a quiet stream', async () => {
  const federation = await startFederation()
  const { events } = await listen(federation)
  expect(await events.return?.()).toEqual({ done: true, value: undefined })
  await listeners(federation, '1').toBe(0)
})

test('the owner lets go at once when the client is cut off', async () => {
  const federation = await startFederation()
  const { client, events } = await listen(federation)
  const next = events.next().catch((error: unknown) => error)
  client.terminate()
  expect(await next).toMatchObject({ code: 4499 })
  await listeners(federation, '1').toBe(0)
})

test('one client that leaves takes nobody with it', async () => {
  const federation = await startFederation()
  const { client } = await listen(federation)
  const events = federation.connect().iterate({ query: steps, variables: { run: '1' } })
  await listeners(federation, '1').toBe(2)
  client.terminate()
  await listeners(federation, '1').toBe(1)
  federation.feed.step('1', 9)
  expect((await events.next()).value).toEqual(answerTo(9))
})

test('when the owner goes, the subscription ends with an error and the socket stays', async () => {
  const federation = await startFederation()
  const { client, events } = await listen(federation)
  const next = events.next().catch((error: unknown) => error)
  await federation.stop('runs')
  expect(await next).toEqual([
    {
      message: '`runs` broke off. Subscribe again, from the last cursor where there is one.',
      extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'runs' },
    },
  ])
  const again = client.iterate({ query: steps, variables: { run: '1' } })
  await expect(again.next()).rejects.toMatchObject([
    { extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
  ])
  expect((await client.iterate({ query: '{ models { title } }' }).next()).value).toMatchObject({
    data: { models: [{ title: 'model of-1' }] },
  })
})

test('what happened before the owner went still arrives', async () => {
  const federation = await startFederation()
  const { events } = await listen(federation)
  for (const number of [1, 2, 3]) federation.feed.step('1', number)
  expect((await events.next()).value).toEqual(answerTo(1))
  expect((await events.next()).value).toEqual(answerTo(2))
  expect((await events.next()).value).toEqual(answerTo(3))
  await federation.stop('runs')
  await expect(events.next()).rejects.toMatchObject([
    { extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
  ])
})

test.each([
  ['a syntax error', 'subscription { stepped(', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'two root fields',
    steps.replace('stepped', 'a: stepped(runId: 1) { number } stepped'),
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a condition on the root field',
    'subscription ($run: ID!, $yes: Boolean! = true) { stepped(runId: $run) @include(if: $yes) { number } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a variable of the wrong type',
    'subscription ($n: Int!) { stepped(runId: "1", from: $n) { number } }',
    'BAD_USER_INPUT',
  ],
  ['no operation', 'fragment F on Run { id }', 'GRAPHQL_VALIDATION_FAILED'],
])('%s ends that operation and nothing else', async (_, query, code) => {
  const federation = await startFederation()
  const { client, events } = await listen(federation)
  const wrong = client.iterate({ query, variables: { run: '1', n: 'one' } })
  await expect(wrong.next()).rejects.toMatchObject([{ extensions: { code } }])
  federation.feed.step('1', 1)
  expect((await events.next()).value).toEqual(answerTo(1))
})

test('what the owner refuses is told at its path, and the stream ends', async () => {
  const federation = await startFederation()
  const events = federation
    .connect()
    .iterate({ query: 'subscription { stepped(runId: "none") { number } }' })
  expect((await events.next()).value).toEqual({
    data: null,
    errors: [
      {
        message: 'There is no such run.',
        path: ['stepped'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  })
  expect((await events.next()).done).toBe(true)
})

test('ten thousand events at once reach a slow reader, each once and in order', async () => {
  const federation = await startFederation()
  const { events } = await listen(
    federation,
    'subscription ($run: ID!) { stepped(runId: $run) { number run { name } } }',
  )
  for (let number = 0; number < 10_000; number++) federation.feed.step('1', number)
  for (let number = 0; number < 10_000; number++) {
    const { value } = await events.next()
    expect(value?.data).toEqual({ stepped: { number, run: { name: 'run 1' } } })
  }
})

test('no more is made for a client that does not read than its socket holds', async () => {
  const federation = await startFederation()
  const query = 'subscription { stepped(runId: "big") { run { model { title } } } }'
  const stuck = federation.connect({ on: { connected: (socket) => (socket as WebSocket).pause() } })
  stuck.subscribe({ query }, { next: () => {}, error: () => {}, complete: () => {} })
  const reading = federation.connect().iterate({ query })
  await listeners(federation, 'big').toBe(2)
  for (let number = 0; number < 60; number++) federation.feed.step('big', number)
  for (let number = 0; number < 60; number++) await reading.next()
  expect(federation.feed.titlesRead).toBeLessThan(95)
})

test('a stopping gateway closes its sockets', async () => {
  const federation = await startFederation()
  const { events } = await listen(federation)
  const next = events.next().catch((error: unknown) => error)
  await federation.close()
  expect(await next).toMatchObject({ code: 1001 })
  await listeners(federation, '1').toBe(0)
})
