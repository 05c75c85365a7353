import { EventSource } from 'eventsource'
import { expect, onTestFinished, test } from 'vitest'
import { startCutting } from '../harness/cutting.ts'
import { admin, identityFor, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { lastLine } from './runs.ts'

const lines = `subscription ($after: Cursor) { logged(runId: "1", after: $after) { text } }`
const states = 'subscription { runUpdated(id: "1") { name } }'
const lineOf = (text: string) => ({ data: { logged: { text } } })

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { authorization: admin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function ticketFor({ url }: Pick<Federation, 'url'>, body: object, authorization = admin) {
  const answer = await post(`${url}/graphql/tickets`, body, { authorization })
  expect(answer.status).toBe(201)
  const ticket = (await answer.json()) as { url: string; expiresAt: string }
  return { url: new URL(ticket.url, url), expiresAt: new Date(ticket.expiresAt) }
}

/** Listens as a browser does. */
async function listen(federation: Pick<Federation, 'url'>, body: object, authorization = admin) {
  const { url } = await ticketFor(federation, body, authorization)
  return follow(url)
}

function follow(url: URL) {
  const source = new EventSource(url)
  onTestFinished(() => source.close())
  const heard: unknown[] = []
  let completed = 0
  source.addEventListener('next', ({ data }) => {
    const { extensions: _, ...result } = JSON.parse(data as string) as Record<string, unknown>
    heard.push(result)
  })
  source.addEventListener('complete', () => completed++)
  return { source, heard, completed: () => completed }
}

const events = { accept: 'text/event-stream' }
const codeOf = async (answer: Response) => {
  const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }
  return [answer.status, errors[0]!.extensions.code]
}

test('an event source of a browser listens with a ticket', async () => {
  const federation = await startFederation()
  const { source, heard } = await listen(federation, { query: lines, variables: { after: '1' } })
  for (const text of ['a', 'b', 'c']) federation.feed.log(text)
  await expect.poll(() => heard).toEqual([lineOf('b'), lineOf('c')])
  source.close()
  await expect.poll(() => federation.feed.listenerCount('lines')).toBe(0)
})

test('an event source goes on by itself where it was cut off, nothing lost and nothing twice', async () => {
  const { url: gateway, feed } = await startFederation()
  const { url, leadTo, cut } = await startCutting()
  leadTo(Number(new URL(gateway).port))
  const { heard, source } = await listen({ url }, { query: lines })
  feed.log('a')
  await expect.poll(() => heard).toEqual([lineOf('a')])
  for (const text of ['b', 'c']) {
    expect(cut()).toBeGreaterThan(0)
    feed.log(text)
    await expect.poll(() => heard.at(-1)).toEqual(lineOf(text))
  }
  expect(heard).toEqual(['a', 'b', 'c'].map(lineOf))
  expect(source.readyState).toBe(EventSource.OPEN)
})

test('an event source is not told that the gateway stops: it finds the next one', async () => {
  const federation = await startFederation()
  const { heard, completed } = await listen(federation, { query: lines })
  federation.feed.log('a')
  await expect.poll(() => heard).toEqual([lineOf('a')])
  await federation.close()
  federation.feed.log('b')
  await federation.reopen()
  await expect.poll(() => heard).toEqual(['a', 'b'].map(lineOf))
  expect(completed()).toBe(0)
})

test('an event source that comes back to a stream that was complete is told that nothing more comes', async () => {
  const federation = await startFederation()
  federation.feed.log(lastLine)
  const { source, heard, completed } = await listen(federation, { query: lines })
  await expect.poll(() => source.readyState).toBe(EventSource.CLOSED)
  expect(heard).toEqual([lineOf(lastLine)])
  expect(completed()).toBe(1)
})

test('what can never be answered is told once', async () => {
  const federation = await startFederation()
  const query = 'subscription { stepped(runId: "none") { number } }'
  const { source, heard } = await listen(federation, { query })
  await expect.poll(() => source.readyState).toBe(EventSource.CLOSED)
  expect(heard).toMatchObject([{ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }])
})

test('a ticket is good for its subscription and its caller only, as long as the caller is', async () => {
  const federation = await startFederation()
  const { url } = federation
  const query = states
  const someone = await identityFor({ subject: 'ada', grants: [] }, { seconds: 2 })
  const ticket = await ticketFor(federation, { query }, someone)
  expect(ticket.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000)
  expect(decodeURIComponent(ticket.url.href)).not.toContain('runUpdated')
  const { heard } = follow(ticket.url)
  await expect.poll(() => heard).toEqual([{ data: { runUpdated: { name: 'run of 0' } } }])

  const other = new URL(ticket.url)
  other.searchParams.set('query', lines)
  const again = follow(other)
  await expect.poll(() => again.heard).toEqual([{ data: { runUpdated: { name: 'run of 0' } } }])

  const used = { authorization: `Bearer ${ticket.url.searchParams.get('ticket')}` }
  expect((await post(`${url}/graphql`, { query: '{ __typename }' }, used)).status).toBe(401)
  const forged = new URL(ticket.url)
  forged.searchParams.set('ticket', `${ticket.url.searchParams.get('ticket')!.slice(0, -4)}AAAA`)
  expect((await fetch(forged, { headers: events })).status).toBe(401)
  await expect
    .poll(async () => (await fetch(ticket.url, { headers: events })).status, { interval: 500 })
    .toBe(401)
})

test('tickets are for subscriptions, and for those who are known', async () => {
  const { url } = await startFederation()
  const tickets = `${url}/graphql/tickets`
  const query = '{ __typename }'
  expect((await post(tickets, { query: lines }, { authorization: '' })).status).toBe(401)
  for (const body of [{ query }, { query: 'mutation { stopRun(id: 1) { name } }' }])
    expect(await codeOf(await post(tickets, body))).toEqual([400, 'BAD_USER_INPUT'])
  for (const body of [{}, []])
    expect(await codeOf(await post(tickets, body))).toEqual([400, 'BAD_REQUEST'])
  expect(await codeOf(await post(tickets, { query: 'subscription { nope }' }))).toEqual([
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ])
  const long = `${lines} # ${'x'.repeat(12_000)}`
  expect(await codeOf(await post(tickets, { query: long }))).toEqual([400, 'BAD_USER_INPUT'])
})
