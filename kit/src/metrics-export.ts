import type { HrTime } from '@opentelemetry/api'
import type { DataPoint, DataPointType, Histogram, MetricData } from '@opentelemetry/sdk-metrics'
import type { Registry } from 'prom-client'
import { metricsExport, serviceAttributes } from './config.ts'
import type { Logger } from './log.ts'

/** Within which the last figures have to be sent. */
const lastWithinMs = 2_000

/**
 * Sends what a registry counts to a collector of OpenTelemetry again and again, if that is wanted. Answers how to send it
 * for the last time. What it needs is loaded only then.
 */
export async function exportMetrics(
  registry: Registry,
  service: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const wanted = metricsExport()
  if (!wanted) return async () => {}
  const [sdk, { OTLPMetricExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const resource = resourceFromAttributes(serviceAttributes(service))
  const cumulative = sdk.AggregationTemporality.CUMULATIVE
  const startTime = timeOf(Date.now())
  const reader = new sdk.PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: wanted.everyMs,
    exportTimeoutMillis: Math.min(wanted.everyMs, 30_000),
  })
  reader.setMetricProducer({
    collect: async () => {
      const span = { startTime, endTime: timeOf(Date.now()) }
      const found = (await registry.getMetricsAsJSON()) as unknown as Collected[]
      const metrics = found.flatMap((each) => toMetricData(each, span, { ...sdk, cumulative }))
      const scopeMetrics = [{ scope: { name: 'weft' }, metrics }]
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] }
    },
  })
  return () =>
    reader
      .shutdown({ timeoutMillis: lastWithinMs })
      .catch((error: unknown) => log.warn({ error: String(error) }, 'the last metrics were lost'))
}

/** As `prom-client` gives it, whose types leave out what samples of histograms are. */
type Collected = { name: string; help: string; type: string; values: Sample[] }
type Sample = { value: number; labels: Record<string, string | number>; metricName?: string }
type Span = { startTime: HrTime; endTime: HrTime }
type Kinds = {
  DataPointType: typeof DataPointType
  cumulative: MetricData['aggregationTemporality']
}

const timeOf = (ms: number): HrTime => [Math.trunc(ms / 1_000), (ms % 1_000) * 1e6]
const asDouble = 1

function toMetricData(
  { name, help, type, values }: Collected,
  span: Span,
  { DataPointType: kinds, cumulative }: Kinds,
): MetricData[] {
  const descriptor = { name, description: help, unit: '', valueType: asDouble }
  const metric = { descriptor, aggregationTemporality: cumulative }
  if (type === 'histogram') {
    const dataPoints = histogramsIn(values).map((each) => ({ ...span, ...each }))
    return dataPoints.length ? [{ ...metric, dataPointType: kinds.HISTOGRAM, dataPoints }] : []
  }
  const dataPoints: DataPoint<number>[] = values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ labels, value }) => ({ ...span, attributes: labels, value }))
  if (!dataPoints.length) return []
  return type === 'counter'
    ? [{ ...metric, dataPointType: kinds.SUM, isMonotonic: true, dataPoints }]
    : [{ ...metric, dataPointType: kinds.GAUGE, dataPoints }]
}

/** One for each set of labels: Prometheus adds up what is in the buckets below, OpenTelemetry does not. */
function histogramsIn(samples: Sample[]): { attributes: Sample['labels']; value: Histogram }[] {
  const groups = new Map<string, { attributes: Sample['labels']; samples: Sample[] }>()
  for (const sample of samples) {
    const { le: _, ...attributes } = sample.labels
    const key = JSON.stringify(attributes)
    const group = groups.get(key) ?? { attributes, samples: [] }
    group.samples.push(sample)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({
    attributes: group.attributes,
    value: toHistogram(group.samples),
  }))
}

function toHistogram(samples: Sample[]): Histogram {
  const buckets = samples.filter(({ labels }) => labels.le !== undefined)
  const counts = buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0))
  const boundaries = buckets.map(({ labels }) => Number(labels.le)).filter(Number.isFinite)
  const valueOf = (end: string) =>
    samples.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0
  return { buckets: { boundaries, counts }, sum: valueOf('_sum'), count: valueOf('_count') }
}
