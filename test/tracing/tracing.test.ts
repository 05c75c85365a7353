import { expect, test } from 'vitest'
import { startAllApart } from '../harness/platform.ts'
import { preparePlatform } from '../harness/process.ts'
import { startCollector, valueOf } from './collector.ts'
import type { Span } from './collector.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const callerId = 'b7ad6b7169203331'

const together = (environment: Record<string, string>) =>
  preparePlatform({ WEFT_FIRST_MODEL: 'none', ...environment }).then(({ start }) => start())
const apart = (environment: Record<string, string>) => startAllApart({ environment })

/** A platform that sends its spans to a collector, and what asks it something within a trace. */
async function startTraced(start: typeof together | typeof apart = together) {
  const { url: collector, spans } = await startCollector()
  const { url, token } = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  })
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
  const ours = () => spans.filter((span) => span.traceId === traceId)
  return { ours, ask }
}

const textOf = ({ attributes }: Span) => valueOf(attributes, 'db.query.text')

/** From a query of the database to the request by which the trace came, each span with its service. */
function wayIn(spans: Span[]): string[][] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const way: string[][] = []
  let span = spans.find(({ name }) => name === 'postgres')
  for (; span; span = byId.get(span.parentSpanId ?? '')) way.push([span.service, span.name])
  return way
}

test.each([
  ['in one process', together, []],
  ['over HTTP', apart, [['datasets', 'POST /graphql']]],
] as const)(
  'a trace leads from the client through the gateway and a subgraph to the database, %s',
  async (_, start, between) => {
    const { ours, ask } = await startTraced(start)
    const answer = await ask('{ datasets { totalCount } }')
    expect(answer).toMatchObject({ data: { datasets: { totalCount: 0 } } })
    await expect
      .poll(() => wayIn(ours()))
      .toEqual([
        ['datasets', 'postgres'],
        ...between,
        ['gateway', 'datasets'],
        ['gateway', 'POST /graphql'],
      ])
    expect(ours().find(({ parentSpanId }) => parentSpanId === callerId)).toBeTruthy()
    expect(textOf(ours().find(({ name }) => name === 'postgres')!)).toContain('select')
  },
)

test('a trace holds no value that was written to the database', async () => {
  const { ours, ask } = await startTraced()
  const answer = await ask(
    'mutation { createNamespace(input: { name: "whispered" }) { __typename } }',
  )
  expect(answer).toMatchObject({ data: { createNamespace: { __typename: 'Namespace' } } })
  const texts = () => ours().map(textOf)
  const written = () => texts().filter((text) => text.startsWith('insert into "namespace"'))
  await expect.poll(written).toHaveLength(1)
  expect(texts().join()).not.toContain('whispered')
})
