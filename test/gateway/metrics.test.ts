import { expect, onTestFinished, test, vi } from 'vitest'
import { startCollector } from '../tracing/collector.ts'
import { admin, identityFor, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { lastLine } from './runs.ts'

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

const stepped = 'subscription { stepped(runId: "1") { number } }'

/** A subscription that is read to its end, by its client's transport. */
type Listen = (federation: Federation, query: string, authorization?: string) => Promise<unknown>

const listenBy = (accept: string): Listen => {
  return async ({ url }, query, authorization = admin) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization, accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return answer.text()
  }
}
const transports: Record<string, Listen> = {
  websocket: async ({ connect }, query, authorization = admin) => {
    const events = connect({ connectionParams: { authorization } }).iterate({ query })
    try {
      while (!(await events.next()).done);
    } catch {
      // how it ended is counted
    }
  },
  sse: listenBy('text/event-stream'),
  multipart: listenBy('multipart/mixed;subscriptionSpec=1.0'),
}

test.each(Object.keys(transports))(
  'each way in which a subscription ends is counted: %s',
  async (transport) => {
    const listen = transports[transport]!
    const federation = await startFederation({ settings: { MAX_SUBSCRIPTIONS_PER_IDENTITY: 1 } })
    const { url, feed, stop } = federation
    const counted = async (name: string, reason: string) =>
      (await scrape(url)).get(
        `weft_subscriptions_${name}_total{transport="${transport}",reason="${reason}"}`,
      )
    const heard = async (listeners: number) => {
      await expect.poll(() => feed.listenerCount('1')).toBe(listeners)
    }

    feed.log(lastLine)
    await listen(federation, 'subscription { logged(runId: "1") { text } }')
    expect(await counted('ended', 'COMPLETE')).toBe(1)

    const worker = { subject: 'attempt:1', grants: [] }
    await listen(federation, stepped, await identityFor(worker, { seconds: 1 }))
    expect(await counted('ended', 'UNAUTHENTICATED')).toBe(1)
    await heard(0)

    const first = listen(federation, stepped)
    await heard(1)
    await listen(federation, stepped)
    expect(await counted('refused', 'RATE_LIMITED')).toBe(1)
    await stop('runs')
    await first
    expect(await counted('ended', 'UPSTREAM_UNAVAILABLE')).toBe(1)
    expect((await scrape(url)).get(`weft_subscriptions_active{transport="${transport}"}`)).toBe(0)
  },
)

test('what is kept is told by its size', async () => {
  const { url, execute, connect } = await startFederation()
  const kept = async () =>
    Object.fromEntries(
      [...(await scrape(url))].flatMap(([name, size]) => {
        const [, cache] = /^weft_cache_entries{cache="(\w+)"}$/.exec(name) ?? []
        return cache ? [[cache, size]] : []
      }),
    )
  const nothing = { operations: 0, plans: 0, costs: 0, documents: 0, judgements: 0 }
  expect(await kept()).toEqual(nothing)
  const query = 'query ($long: Boolean = true) { run(id: "1") { id name @include(if: $long) } }'
  for (const variables of [{}, { long: true }, { long: false }]) await execute(query, { variables })
  await connect().iterate({ query: 'subscription { runUpdated(id: "1") { id } }' }).next()
  expect(await kept()).toEqual({ ...nothing, operations: 2, plans: 3, costs: 3 })
})

test('what waits is told: requests for a connection, and events for those who read slowly', async () => {
  const { url, feed, execute, connect } = await startFederation()
  const sample = async (name: string) => (await scrape(url)).get(name)
  const state = (is: string) => sample(`weft_subgraph_requests{subgraph="runs",state="${is}"}`)
  expect([await state('running'), await state('waiting')]).toEqual([0, 0])
  const stop = new AbortController()
  for (let index = 0; index < 130; index++)
    void execute('{ slow }', { signal: stop.signal }).catch(() => {})
  await expect.poll(() => state('running')).toBe(128)
  await expect.poll(() => state('waiting')).toBe(2)

  const query = 'subscription { logged(runId: "1") { text } }'
  const quick = connect().iterate({ query })
  const slow = connect({ on: { connected: (socket) => (socket as { pause: () => void }).pause() } })
  slow.subscribe({ query }, { next: () => {}, error: () => {}, complete: () => {} })
  for (let index = 0; index < 60; index++) {
    feed.log('x'.repeat(1_000_000))
    await quick.next()
  }
  expect(await sample('weft_events_waiting')).toBeGreaterThan(0)
  stop.abort()
})

test('the last figures are sent when the gateway stops: its subscriptions ended by that', async () => {
  const collector = await startCollector()
  vi.stubEnv('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', `${collector.url}/v1/metrics`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const federation = await startFederation()
  const ended = Object.values(transports).map((listen) => listen(federation, stepped))
  await expect.poll(() => federation.feed.listenerCount('1')).toBe(3)
  await federation.close()
  await Promise.all(ended)
  const stopped = collector.metrics
    .get('gateway')!
    .filter(({ name, labels }) => /subscriptions_ended/.test(name) && labels.reason === 'STOPPED')
  expect(
    Object.fromEntries(stopped.map(({ labels, asDouble }) => [labels.transport, asDouble])),
  ).toEqual({ websocket: 1, sse: 1, multipart: 1 })
})
