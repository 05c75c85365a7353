import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

type Attributes = { key: string; value: { stringValue?: string } }[]
type Resource = { attributes: Attributes }
export type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: Attributes
  /** Of which service it is. */
  service: string
}
type Point = {
  attributes: Attributes
  asDouble?: number
  count?: number
  sum?: number
  bucketCounts?: number[]
  explicitBounds?: number[]
}
type Kind = 'sum' | 'gauge' | 'histogram'
export type Sample = Point & {
  name: string
  kind: Kind
  service: string
  labels: Record<string, string>
}
type Metric = { name: string } & Partial<Record<Kind, { dataPoints: Point[] }>>
type Exported = {
  resourceSpans?: { resource: Resource; scopeSpans: { spans: Span[] }[] }[]
  resourceMetrics?: { resource: Resource; scopeMetrics: { metrics: Metric[] }[] }[]
}

export const valueOf = (attributes: Attributes, name: string): string =>
  attributes.find(({ key }) => key === name)?.value.stringValue ?? ''

const serviceOf = ({ attributes }: Resource) => valueOf(attributes, 'service.name')

/** What takes spans and metrics as a collector of OpenTelemetry does, by OTLP over HTTP in JSON. */
export async function startCollector() {
  const spans: Span[] = []
  /** The newest of each service. */
  const metrics = new Map<string, Sample[]>()
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { resourceSpans = [], resourceMetrics = [] } = body as Exported
      for (const { resource, scopeSpans } of resourceSpans)
        for (const span of scopeSpans.flatMap((scope) => scope.spans))
          spans.push({ ...span, service: serviceOf(resource) })
      for (const { resource, scopeMetrics } of resourceMetrics) {
        const service = serviceOf(resource)
        const found = scopeMetrics.flatMap((scope) => scope.metrics)
        metrics.set(
          service,
          found.flatMap((metric) => samplesOf(metric, service)),
        )
      }
      response.setHeader('content-type', 'application/json').end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, metrics }
}

const kinds: Kind[] = ['sum', 'gauge', 'histogram']

const samplesOf = (metric: Metric, service: string): Sample[] =>
  kinds.flatMap((kind) =>
    (metric[kind]?.dataPoints ?? []).map((point) => ({
      ...point,
      name: metric.name,
      kind,
      service,
      labels: Object.fromEntries(
        point.attributes.map(({ key, value }) => [key, value.stringValue ?? '']),
      ),
    })),
  )
