import { createRegistry, durations, namedIn } from '@weft/kit/metrics'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Registry } from 'prom-client'

export type Transport = 'websocket' | 'sse' | 'multipart'

/** The codes that errors have here; any other counts as `OTHER`, so that nobody can make names without end. */
const codes = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'UNTRUSTED_DOCUMENT',
  'PERSISTED_QUERY_NOT_FOUND',
  'SCHEMA_CHANGED',
])
/** `OK`, or the code of the first error. */
export const outcomeOf = (errors: readonly { extensions?: Record<string, unknown> }[] = []) => {
  if (!errors.length) return 'OK'
  const code = String(errors[0]!.extensions?.code)
  return codes.has(code) ? code : 'OTHER'
}

/** What a graph keeps, and what waits in it now. */
export type Load = {
  /** Entries, by what they are. */
  kept: Record<string, number>
  /** For those who read more slowly than others with whom they share a stream. */
  eventsWaiting: number
  requests: { subgraph: string; running: number; waiting: number }[]
}

export type Metrics = ReturnType<typeof createMetrics>

/** What the gateway counts, in the form of Prometheus. */
export function createMetrics() {
  const registry = createRegistry()
  const named = namedIn(registry)
  const operations = new Counter(
    named('operations_total', 'Queries and mutations that were answered.', ['type', 'outcome']),
  )
  const operationSeconds = new Histogram({
    ...named('operation_seconds', 'From the request to its answer.', ['type']),
    buckets: durations,
  })
  const requests = new Counter(
    named('subgraph_requests_total', 'What subgraphs were asked.', ['subgraph', 'outcome']),
  )
  const requestSeconds = new Histogram({
    ...named('subgraph_seconds', 'From the question to its answer, retries included.', [
      'subgraph',
    ]),
    buckets: durations,
  })
  const circuits = new Gauge(
    named('subgraph_circuit_open', '1 while a subgraph is left in peace.', ['subgraph']),
  )
  const plans = new Counter(
    named('plan_cache_requests_total', 'Plans that were asked for, and whether they were there.', [
      'result',
    ]),
  )
  const fallbacks = new Counter(
    named('fallbacks_total', 'Operations that @apollo/gateway had to execute.'),
  )
  const active = new Gauge(named('subscriptions_active', 'That run now.', ['transport']))
  const started = new Counter(named('subscriptions_started_total', 'That began.', ['transport']))
  const ended = new Counter(
    named('subscriptions_ended_total', 'That ended, and why.', ['transport', 'reason']),
  )
  const delivered = new Counter(
    named('events_delivered_total', 'Events that were handed to clients.', ['transport']),
  )
  const refused = new Counter(
    named('subscriptions_refused_total', 'That did not begin, and why.', ['transport', 'reason']),
  )

  return {
    registry,
    /** Has read what is kept and what waits, whenever somebody asks. */
    watch: (read: () => Load) => watchLoad(registry, read),
    /** An answered operation. */
    operation: (type: string, outcome: string, tookSeconds: number) => {
      operations.inc({ type, outcome })
      operationSeconds.observe({ type }, tookSeconds)
    },
    /** A question to a subgraph. */
    request: (subgraph: string, outcome: string, tookSeconds: number) => {
      requests.inc({ subgraph, outcome })
      requestSeconds.observe({ subgraph }, tookSeconds)
    },
    circuit: (subgraph: string, isOpen: boolean) => circuits.set({ subgraph }, isOpen ? 1 : 0),
    plan: (result: 'hit' | 'miss') => plans.inc({ result }),
    fallback: () => fallbacks.inc(),
    subscriptionStarted: (transport: Transport) => {
      started.inc({ transport })
      active.inc({ transport })
    },
    subscriptionEnded: (transport: Transport, reason: string) => {
      active.dec({ transport })
      ended.inc({ transport, reason })
    },
    subscriptionRefused: (transport: Transport, reason: string) =>
      refused.inc({ transport, reason }),
    eventDelivered: (transport: Transport) => delivered.inc({ transport }),
  }
}

function watchLoad(registry: Registry, read: () => Load) {
  const named = namedIn(registry)
  new Gauge({
    ...named('cache_entries', 'What is kept, so that it need not be made again.', ['cache']),
    collect() {
      for (const [cache, size] of Object.entries(read().kept)) this.set({ cache }, size)
    },
  })
  new Gauge({
    ...named('events_waiting', 'Events that wait for readers of shared streams.'),
    collect() {
      this.set(read().eventsWaiting)
    },
  })
  const requests = named(
    'subgraph_requests',
    'Requests on their way to a subgraph, by whether they wait for a connection.',
    ['subgraph', 'state'],
  )
  new Gauge({
    ...requests,
    collect() {
      for (const { subgraph, running, waiting } of read().requests) {
        this.set({ subgraph, state: 'running' }, running)
        this.set({ subgraph, state: 'waiting' }, waiting)
      }
    },
  })
}
