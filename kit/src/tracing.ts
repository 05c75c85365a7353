import {
  SpanKind,
  SpanStatusCode,
  context,
  createContextKey,
  propagation,
  trace,
} from '@opentelemetry/api'
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api'
import { isTracingWanted, serviceAttributes } from './config.ts'

/** Whether spans are recorded. */
export const isTracing = (): boolean => isTracingWanted()

/** Makes the tracer of a service; null as long as no spans are sent. */
let createTracer: ((service: string) => Tracer) | null = null
const tracers = new Map<string, Tracer>()

const serviceKey = createContextKey('service')
const serviceIn = (at: Context) => (at.getValue(serviceKey) as string | undefined) ?? 'weft'

/** Of the service to which the work belongs that runs now. */
function tracer(at = context.active()): Tracer {
  const service = serviceIn(at)
  let known = tracers.get(service)
  if (!known) {
    known = createTracer?.(service) ?? trace.getTracer('weft')
    tracers.set(service, known)
  }
  return known
}

/** Runs work, and all that it begins, as that of a service, of which there may be several in a process. */
export const asService = <T>(service: string, work: () => T): T =>
  context.with(context.active().setValue(serviceKey, service), work)

/**
 * Begins to send spans, if that is wanted; once in a process, before anything is asked. Answers how to send the last ones.
 * What it needs is loaded only then.
 */
export async function startTracing(): Promise<() => Promise<void>> {
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
  const processor = new sdk.BatchSpanProcessor(new otlp.OTLPTraceExporter())
  createTracer = (service) => {
    const resource = resources.resourceFromAttributes(serviceAttributes(service))
    const provider = new sdk.BasicTracerProvider({ resource, spanProcessors: [processor] })
    return provider.getTracer('weft')
  }
  return () => processor.shutdown()
}

/** Begins requests as those of the service that runs when it is called. */
export function createBeginRequest(): typeof beginRequest {
  const service = serviceIn(context.active())
  return (...request) => asService(service, () => beginRequest(...request))
}

/** The span of a request that came, in the trace that its `traceparent` names. */
function beginRequest(name: string, headers: object, attributes: Attributes): Context {
  const caller = propagation.extract(context.active(), headers)
  const span = tracer().startSpan(name, { kind: SpanKind.SERVER, attributes }, caller)
  return trace.setSpan(caller, span)
}

/** `statusCode` is that of HTTP, where it came so. */
export function endRequest(request: Context, statusCode?: number): void {
  const span = trace.getSpan(request)
  if (statusCode !== undefined) span?.setAttribute('http.response.status_code', statusCode)
  if ((statusCode ?? 0) >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
  span?.end()
}

/** Runs work as a part of a request. */
export const within = <T>(request: Context, work: () => T): T => context.with(request, work)

/** Runs the work of a request that has begun, which ends with it. */
export async function traceRequest<T>(begun: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await within(begun, work)
  } finally {
    endRequest(begun)
  }
}

/** The same stream, each of its steps a part of the request by which it began, also when that has ended. */
export function streamWithin<T>(request: Context, stream: AsyncGenerator<T, void, void>) {
  const next = stream.next.bind(stream)
  stream.next = () => within(request, () => next())
  return stream
}

/** The headers by which a trace goes on. */
export type TraceHeaders = { traceparent?: string; tracestate?: string }

/** @see https://www.w3.org/TR/trace-context/ */
const traceparentForm = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/
const longestState = 512

/** Of a request that came; what is malformed is not passed on. */
export function traceHeadersOf({ traceparent, tracestate }: Record<string, unknown>): TraceHeaders {
  if (typeof traceparent !== 'string' || !traceparentForm.test(traceparent)) return none
  const hasState = typeof tracestate === 'string' && tracestate.length <= longestState
  return { traceparent, ...(hasState && { tracestate }) }
}
const none: TraceHeaders = {}

/**
 * Runs a call to another service as a span, with the headers by which that goes on with the trace; where no spans are sent,
 * with those of the caller.
 */
export async function traceCall<T>(
  name: string,
  call: (headers: TraceHeaders) => Promise<T>,
  caller: TraceHeaders = none,
): Promise<T> {
  if (!createTracer) return call(caller)
  const span = tracer().startSpan(name, { kind: SpanKind.CLIENT })
  return context.with(trace.setSpan(context.active(), span), async () => {
    const headers: TraceHeaders = {}
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
