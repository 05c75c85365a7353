import { expect, test } from 'vitest'
import { preparePlatform } from '../harness/process.ts'
import { startCollector, valueOf } from './collector.ts'
import type { Span } from './collector.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const callerId = 'b7ad6b7169203331'

/** A platform that sends its spans to a collector, and what asks it something within a trace. */
async function startTraced() {
  const { url: collector, spans } = await startCollector()
  const prepared = await preparePlatform({
    WEFT_FIRST_MODEL: 'none',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  })
  const { url, token } = await prepared.start()
  const ask = async (query: string) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-${callerId}-01`,
      },
      body: JSON.stringify({ query }),
    })
    return answer.json()
  }
  return { spans, ask }
}

const textOf = ({ attributes }: Span) => valueOf(attributes, 'db.query.text')

test('a trace leads from the client through the gateway and a subgraph to the database', async () => {
  const { spans, ask } = await startTraced()
  const answer = await ask('{ datasets { totalCount } }')
  expect(answer).toMatchObject({ data: { datasets: { totalCount: 0 } } })

  const ours = () => spans.filter((span) => span.traceId === traceId)
  await expect.poll(() => ours().map(({ name }) => name), { timeout: 10_000 }).toContain('postgres')
  await expect.poll(() => ours().find(({ parentSpanId }) => parentSpanId === callerId)).toBeTruthy()
  const byId = new Map(ours().map((span) => [span.spanId, span]))
  const query = ours().find(({ name }) => name === 'postgres')!
  const way: string[][] = []
  for (let span: Span | undefined = query; span; span = byId.get(span.parentSpanId ?? ''))
    way.push([span.service, span.name])
  expect(way).toEqual([
    ['datasets', 'postgres'],
    ['gateway', 'datasets'],
    ['gateway', 'POST /graphql'],
  ])
  expect(textOf(query)).toContain('select')
})

test('a trace holds no value that was written to the database', async () => {
  const { spans, ask } = await startTraced()
  const answer = await ask(
    'mutation { createNamespace(input: { name: "whispered" }) { __typename } }',
  )
  expect(answer).toMatchObject({ data: { createNamespace: { __typename: 'Namespace' } } })
  const ours = () => spans.filter((span) => span.traceId === traceId).map(textOf)
  const written = () => ours().filter((text) => text.startsWith('insert into "namespace"'))
  await expect.poll(written).toHaveLength(1)
  expect(ours().join()).not.toContain('whispered')
})
