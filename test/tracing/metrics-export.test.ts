import { expect, test } from 'vitest'
import { preparePlatform } from '../harness/process.ts'
import { startCollector } from './collector.ts'

const services = ['datasets', 'deployments', 'entities', 'gateway', 'guardrails', 'jobs']

/** A platform that sends its figures to a collector. */
async function startExporting(environment: Record<string, string> = {}) {
  const collector = await startCollector()
  const prepared = await preparePlatform({
    WEFT_FIRST_MODEL: 'none',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_METRIC_EXPORT_INTERVAL: '200',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    ...environment,
  })
  const platform = await prepared.start()
  const { url, token } = platform
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = (query: string, accept = 'application/json') =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...headers, accept },
      body: JSON.stringify({ query }),
    })
  const scrape = async (path = '/metrics') => {
    const answer = await fetch(`${url}${path}`, { headers })
    const lines = (await answer.text()).split('\n')
    const value = (sample: string) =>
      Number(lines.find((line) => line.startsWith(`${sample} `))?.slice(sample.length + 1))
    return { status: answer.status, value }
  }
  /** What the collector was told last. */
  const told = (service: string, name: string, labels: Record<string, string> = {}) =>
    collector.metrics
      .get(service)
      ?.find(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([label, is]) => sample.labels[label] === is),
      )
  return { ...platform, collector, ask, scrape, told }
}

test('a collector is told what Prometheus reads, of each service', async () => {
  const { ask, scrape, told, collector } = await startExporting()
  await expect.poll(() => [...collector.metrics.keys()].sort()).toEqual(services)
  for (let index = 0; index < 3; index++) await ask('{ datasets { totalCount } }')
  const { value } = await scrape()
  const operations = value('weft_operations_total{type="query",outcome="OK"}')
  expect(operations).toBeGreaterThanOrEqual(3)
  await expect
    .poll(() => told('gateway', 'weft_operations_total', { type: 'query', outcome: 'OK' }))
    .toMatchObject({ kind: 'sum', asDouble: operations })

  const durations = told('gateway', 'weft_operation_seconds', { type: 'query' })!
  expect(durations).toMatchObject({ kind: 'histogram', count: operations })
  expect(durations.bucketCounts!.reduce((sum, count) => sum + count, 0)).toBe(operations)
  expect(durations.bucketCounts).toHaveLength(durations.explicitBounds!.length + 1)
  const below = durations.explicitBounds!.indexOf(0.5)
  expect(durations.bucketCounts!.slice(0, below + 1).reduce((sum, count) => sum + count, 0)).toBe(
    value('weft_operation_seconds_bucket{le="0.5",type="query"}'),
  )
  expect(durations.sum).toBeCloseTo(value('weft_operation_seconds_sum{type="query"}'))
})

test('each subgraph tells of its doors, streams, database and process', async () => {
  const { ask, scrape, told } = await startExporting()
  const door = 'weft_requests_total{door="POST /identify",status="200"}'
  expect((await scrape('/metrics/entities')).status).toBe(200)
  expect((await scrape('/metrics/entities')).value(door)).toBeNaN()
  const created = await ask(
    'mutation { createAccessToken(input: { name: "laptop", role: VIEWER }) { ... on NewAccessToken { secret } } }',
  )
  const { data } = (await created.json()) as { data: { createAccessToken: { secret: string } } }
  const known = { authorization: `Bearer ${data.createAccessToken.secret}` }
  await fetch(new URL('/v1/models', created.url), { headers: known })
  const entities = await scrape('/metrics/entities')
  expect(entities.value(door)).toBe(1)
  expect(entities.value('weft_request_seconds_count{door="POST /identify"}')).toBe(1)
  expect(entities.value('weft_database_requests_waiting')).toBe(0)
  expect(entities.value('weft_database_connections{state="idle"}')).toBeGreaterThan(0)
  expect(entities.value('process_resident_memory_bytes')).toBeGreaterThan(0)
  await ask('{ datasets { totalCount } }')
  const inProcess = 'weft_requests_total{door="graphql in process",status="200"}'
  expect((await scrape('/metrics/datasets')).value(inProcess)).toBeGreaterThan(0)
  for (const service of services.filter((name) => name !== 'gateway'))
    expect((await scrape(`/metrics/${service}`)).value('weft_streams_open')).toBe(0)
  await expect
    .poll(() => told('entities', 'weft_requests_total', { door: 'POST /identify' }))
    .toMatchObject({ asDouble: 1 })
})

test('no figures are sent where they are not wanted', async () => {
  const { collector, ask } = await startExporting({ OTEL_METRICS_EXPORTER: 'none' })
  await ask('{ datasets { totalCount } }')
  await expect.poll(() => collector.spans.length).toBeGreaterThan(0)
  expect(collector.metrics.size).toBe(0)
})
