import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { admin, identityFor, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'

type Asked = { query: string; variables?: object }

/** The answers to operations that come in one piece, on one connection, before any of them is answered. */
async function askAtOnce({ url }: Federation, operations: Asked[]) {
  const { hostname, port, host } = new URL(url)
  const requests = operations.map((operation, index) => {
    const body = JSON.stringify(operation)
    const isLast = index === operations.length - 1
    return [
      'POST /graphql HTTP/1.1',
      `host: ${host}`,
      `authorization: ${admin}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: request-${index}`,
      ...(isLast ? ['connection: close'] : []),
      '',
      body,
    ].join('\r\n')
  })
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write(requests.join(''))
  const told = await text(socket)
  return told.split(/(?=HTTP\/1\.1 )/).map((answer) => ({
    id: /x-request-id: (\S+)/.exec(answer)?.[1],
    status: Number(answer.slice(9, 12)),
    ...(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as object),
  }))
}

const titles = '{ models { title } }'
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)

test('equal queries that come at once are run once, and each is answered as a request of its own', async () => {
  const federation = await startFederation()
  const answers = await askAtOnce(federation, many(10, { query: titles }))
  expect(answers).toEqual(
    answers.map((_, index) => ({
      id: `request-${index}`,
      status: 200,
      data: { models: [{ title: 'model of-1' }] },
      extensions: { cost: expect.anything() },
    })),
  )
  expect(answers).toHaveLength(10)
  expect(federation.feed.titlesRead).toBe(1)
})

test('queries with other variables, and mutations, that come at once each run', async () => {
  const federation = await startFederation()
  const query = 'query ($id: ID!) { run(id: $id) { model { title } } }'
  const asked = ['1', '2', '1'].map((id) => ({ query, variables: { id } }))
  const answers = await askAtOnce(federation, asked)
  expect(answers).toMatchObject(
    ['1', '2', '1'].map((id) => ({ data: { run: { model: { title: `model of-${id}` } } } })),
  )
  expect(federation.feed.titlesRead).toBe(2)
  await askAtOnce(
    federation,
    many(3, { query: 'mutation { stopRun(id: "1") { model { title } } }' }),
  )
  expect(federation.feed.titlesRead).toBe(5)
})

test('a query is never answered by one that was on its way before it came', async () => {
  const federation = await startFederation({ timeoutSeconds: 1 })
  const query = '{ slow models { title } }'
  const first = federation.execute(query)
  await expect.poll(() => federation.feed.titlesRead, { interval: 5 }).toBe(1)
  const second = federation.execute(query)
  await expect.poll(() => federation.feed.titlesRead, { interval: 5 }).toBe(2)
  const whole = { status: 200, data: { slow: null, models: [{ title: 'model of-1' }] } }
  expect(await Promise.all([first, second])).toMatchObject([whole, whole])
})

test('callers who ask for the same at once are answered each for themselves', async () => {
  const federation = await startFederation()
  const identities = [admin, admin]
  for (const subject of ['service:one', 'service:another'])
    identities.push(await identityFor({ subject, grants: [] }))
  const query = '{ whoAsks { subject } models { title } }'
  const clients = identities.map((authorization) =>
    federation.connect({ connectionParams: { authorization } }),
  )
  const ask = async (client: (typeof clients)[number]) => {
    const next = await client.iterate<{ whoAsks: { subject: string } }>({ query }).next()
    return next.value!.data!.whoAsks.subject
  }
  const connected = clients.map((client) =>
    client.subscribe(
      { query: 'subscription { logged(runId: "1") { text } }' },
      { next() {}, error() {}, complete() {} },
    ),
  )
  await expect.poll(() => federation.feed.listened).toBe(3) // both of the admin share a stream
  expect(await Promise.all(clients.map(ask))).toEqual([
    'admin',
    'admin',
    'service:one',
    'service:another',
  ])
  expect(federation.feed.titlesRead).toBe(3)
  connected.forEach((leave) => leave())
})

test('each of equal queries is paid for', async () => {
  const federation = await startFederation({
    settings: { COST_BUDGET: 20, COST_WINDOW_SECONDS: 600 },
  })
  const answers = await askAtOnce(federation, many(3, { query: '{ runs { id } }' }))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
})
