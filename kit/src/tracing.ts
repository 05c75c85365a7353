import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api'
import type { Attributes, Context, Span } from '@opentelemetry/api'
import { isTracingWanted, serviceAttributes } from './config.ts'

/** Whether spans are recorded. */
export const isTracing = (): boolean => isTracingWanted()

const tracer = () => trace.getTracer('weft')

let isStarted = false

/**
 * Begins to send spans, if that is wanted; once in a process, before anything is asked. Answers how to send the last ones.
 * What it needs is loaded only then.
 */
export async function startTracing(serviceName: string): Promise<() => Promise<void>> {
  if (!isTracing()) return async () => {}
  const [{ AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, sdk, otlp, resources] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes(serviceAttributes(serviceName)),
    spanProcessors: [new sdk.BatchSpanProcessor(new otlp.OTLPTraceExporter())],
  })
  trace.setGlobalTracerProvider(provider)
  isStarted = true
  return () => provider.shutdown()
}

/** The span of a request that came, in the trace that its `traceparent` names. */
export function beginRequest(name: string, headers: object, attributes: Attributes): Context {
  const caller = propagation.extract(context.active(), headers)
  const span = tracer().startSpan(name, { kind: SpanKind.SERVER, attributes }, caller)
  return trace.setSpan(caller, span)
}

export function endRequest(request: Context, statusCode: number): void {
  const span = trace.getSpan(request)
  span?.setAttribute('http.response.status_code', statusCode)
  if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
  span?.end()
}

/** Runs work as a part of a request. */
export const within = <T>(request: Context, work: () => T): T => context.with(request, work)

/** Runs a call to another service as a span, with the headers by which that goes on with the trace. */
export async function traceCall<T>(
  name: string,
  call: (headers: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (!isStarted) return call({})
  const span = tracer().startSpan(name, { kind: SpanKind.CLIENT })
  return context.with(trace.setSpan(context.active(), span), async () => {
    const headers: Record<string, string> = {}
    propagation.inject(context.active(), headers)
    try {
      return await call(headers)
    } catch (error) {
      fail(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

function fail(span: Span, error: unknown) {
  span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) })
}

/** A query that the database has answered. */
export function recordQuery(text: string, tookMs: number): void {
  const startTime = Date.now() - tookMs
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text }
  tracer().startSpan('postgres', { kind: SpanKind.CLIENT, startTime, attributes }).end()
}
