import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { preparePlatform } from '../harness/process.ts'

type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: { stringValue?: string } }[]
}
type Exported = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }

/** What takes spans as a collector of OpenTelemetry does. */
async function startCollector() {
  const spans: Span[] = []
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { resourceSpans } = body as Exported
      spans.push(
        ...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans)),
      )
      response.setHeader('content-type', 'application/json').end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans }
}

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

const textOf = ({ attributes }: Span) =>
  attributes.find(({ key }) => key === 'db.query.text')?.value.stringValue ?? ''

test('a trace leads from the client through the gateway and a subgraph to the database', async () => {
  const { spans, ask } = await startTraced()
  const answer = await ask('{ datasets { totalCount } }')
  expect(answer).toMatchObject({ data: { datasets: { totalCount: 0 } } })

  const ours = () => spans.filter((span) => span.traceId === traceId)
  await expect.poll(() => ours().map(({ name }) => name), { timeout: 10_000 }).toContain('postgres')
  await expect.poll(() => ours().find(({ parentSpanId }) => parentSpanId === callerId)).toBeTruthy()
  const byId = new Map(ours().map((span) => [span.spanId, span]))
  const query = ours().find(({ name }) => name === 'postgres')!
  const way: string[] = []
  for (let span: Span | undefined = query; span; span = byId.get(span.parentSpanId ?? ''))
    way.push(span.name)
  expect(way).toEqual(['postgres', 'POST /graphql', 'datasets', 'POST /graphql'])
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
