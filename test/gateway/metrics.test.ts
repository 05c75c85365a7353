import { expect, test } from 'vitest'
import { admin, startFederation } from './federation.ts'

/** The samples that Prometheus would read, by name and labels. */
async function scrape(url: string): Promise<Map<string, number>> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: admin } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain; version=0.0.4'),
  ])
  const lines = (await answer.text()).split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ')
      return [line.slice(0, end), Number(line.slice(end + 1))]
    }),
  )
}

test('operations are counted by type and outcome, with plans and what subgraphs were asked', async () => {
  const { url, execute, connect } = await startFederation()
  const query = '{ run(id: "1") { model { title } } }'
  await execute(query)
  await execute(query)
  await connect().iterate({ query }).next()
  await execute('mutation { stopRun(id: "1") { name } }')
  await execute('{ secret }')
  await execute('{ nothing }')
  await execute('{')
  const samples = await scrape(url)
  const found = Object.fromEntries(
    [...samples].filter(([name]) =>
      /^weft_(operations|plan_cache_requests|subgraph_requests|fallbacks)_total/.test(name),
    ),
  )
  expect(found).toEqual({
    'weft_operations_total{type="query",outcome="OK"}': 3,
    'weft_operations_total{type="query",outcome="BAD_USER_INPUT"}': 1,
    'weft_operations_total{type="mutation",outcome="OK"}': 1,
    'weft_operations_total{type="unknown",outcome="GRAPHQL_PARSE_FAILED"}': 1,
    'weft_operations_total{type="unknown",outcome="GRAPHQL_VALIDATION_FAILED"}': 1,
    'weft_plan_cache_requests_total{result="hit"}': 2,
    'weft_plan_cache_requests_total{result="miss"}': 3,
    'weft_subgraph_requests_total{subgraph="runs",outcome="OK"}': 4,
    'weft_subgraph_requests_total{subgraph="runs",outcome="BAD_USER_INPUT"}': 1,
    'weft_subgraph_requests_total{subgraph="models",outcome="OK"}': 3,
    weft_fallbacks_total: 0,
  })
  expect(samples.get('weft_operation_seconds_count{type="query"}')).toBe(4)
  expect(samples.get('weft_subgraph_seconds_count{subgraph="models"}')).toBe(3)
  expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0)
})

test('subscriptions are counted while they run, with their events, and by how they end', async () => {
  const { url, feed, connect } = await startFederation()
  const events = connect().iterate({ query: 'subscription { runUpdated(id: "1") { id } }' })
  await events.next()
  const counted = async (name: string) => (await scrape(url)).get(name)
  const active = () => counted('weft_subscriptions_active{transport="websocket"}')
  expect(await active()).toBe(1)
  feed.step('1', 1)
  await events.next()
  expect(await counted('weft_events_delivered_total{transport="websocket"}')).toBe(2)
  await events.return?.()
  await expect.poll(active).toBe(0)
  const left = 'weft_subscriptions_ended_total{transport="websocket",reason="LEFT"}'
  expect(await counted(left)).toBe(1)

  const stop = new AbortController()
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: admin,
      accept: 'text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query: 'subscription { runUpdated(id: "1") { id } }' }),
    signal: stop.signal,
  })
  await answer.body!.getReader().read()
  expect(await counted('weft_subscriptions_active{transport="sse"}')).toBe(1)
  stop.abort()
  await expect.poll(() => counted('weft_subscriptions_active{transport="sse"}')).toBe(0)
})

test('a subgraph that is left in peace shows', async () => {
  const { url, execute, stop } = await startFederation()
  const circuit = async () =>
    (await scrape(url)).get('weft_subgraph_circuit_open{subgraph="models"}')
  expect(await circuit()).toBe(0)
  await stop('models')
  for (let index = 0; index < 5; index++) await execute('{ models { title } }')
  expect(await circuit()).toBe(1)
})
