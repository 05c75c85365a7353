import { createClient } from 'graphql-ws'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
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
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    traceparent: `00-${traceId}-${callerId}-01`,
  }
  const ask = async (query: string) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    })
    return answer.json()
  }
  /** The first result of a subscription, which ends with it. */
  const follow = {
    'an event stream': async (query: string) => {
      const body = JSON.stringify({ query })
      const answer = await fetch(`${url}/graphql/stream`, { method: 'POST', headers, body })
      for await (const chunk of answer.body!) {
        const data = /^data: (.*)$/m.exec(Buffer.from(chunk).toString())?.[1]
        if (data) return JSON.parse(data) as unknown
      }
      return null
    },
    'a socket': async (query: string) => {
      const webSocketImpl = class extends WebSocket {
        constructor(address: string, protocols: string | string[]) {
          super(address, protocols, { headers })
        }
      }
      const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl })
      for await (const result of client.iterate({ query })) return result
      return null
    },
  }
  const ours = () => spans.filter((span) => span.traceId === traceId)
  return { ours, ask, follow }
}

const textOf = ({ attributes }: Span) => valueOf(attributes, 'db.query.text')

/** From each query of the database to the request by which the trace came, each span with its service. */
function waysIn(spans: Span[]): string[][][] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  return spans
    .filter(({ name }) => name === 'postgres')
    .map((query) => {
      const way: string[][] = []
      let span: Span | undefined = query
      for (; span; span = byId.get(span.parentSpanId ?? '')) way.push([span.service, span.name])
      return way
    })
}
const wayIn = (spans: Span[]) => waysIn(spans)[0] ?? []

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

test.each([
  ['an event stream', 'in one process', together, []],
  ['an event stream', 'over sockets', apart, [['datasets', 'SUBSCRIBE']]],
  ['a socket', 'over sockets', apart, [['datasets', 'SUBSCRIBE']]],
] as const)(
  'a trace leads from who subscribes by %s to what the database is asked for the first event, %s',
  async (transport, _, start, between) => {
    const { ours, ask, follow } = await startTraced(start)
    await ask('mutation { createNamespace(input: { name: "traced" }) { __typename } }')
    const created = await ask(
      'mutation { createDataset(input: { namespace: "traced", name: "followed" }) { ... on Dataset { id } } }',
    )
    const { id } = (created as { data: { createDataset: { id: string } } }).data.createDataset
    expect(
      await follow[transport](`subscription { datasetUpdated(id: "${id}") { name } }`),
    ).toMatchObject({
      data: { datasetUpdated: { name: 'followed' } },
    })
    await expect
      .poll(() => waysIn(ours()))
      .toContainEqual([
        ['datasets', 'postgres'],
        ...between,
        ['gateway', 'datasets'],
        ['gateway', transport === 'a socket' ? 'SUBSCRIBE' : 'POST /graphql/stream'],
      ])
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
