import { Counter, Gauge, Histogram } from 'prom-client'
import type { ExecutionResult } from 'graphql'
import type { Registry } from 'prom-client'
import type { Database } from './database.ts'
import type { HttpServer } from './http-server.ts'
import { createRegistry, durations, namedIn } from './metrics.ts'

export type SubgraphMetrics = ReturnType<typeof createSubgraphMetrics>

/** What a subgraph counts. */
export function createSubgraphMetrics(database: Database | undefined) {
  const registry = createRegistry()
  const named = namedIn(registry)
  if (database) watchPool(registry, database)
  const requests = new Counter(
    named('requests_total', 'Requests that were answered.', ['door', 'status']),
  )
  const requestSeconds = new Histogram({
    ...named('request_seconds', 'From a request to the end of its answer.', ['door']),
    buckets: durations,
  })
  const streams = new Gauge(named('streams_open', 'Subscriptions that are open now.'))
  const events = new Counter(named('events_published_total', 'Events of subscriptions.'))
  return {
    registry,
    /** A request that was answered; `door` is the pattern of its route. */
    request: (door: string, status: number, tookSeconds: number) => {
      requests.inc({ door, status })
      requestSeconds.observe({ door }, tookSeconds)
    },
    streamOpened: () => streams.inc(),
    streamClosed: () => streams.dec(),
    eventPublished: () => events.inc(),
  }
}

/** Counts what is answered, or begun to be. */
export function countRequests(server: HttpServer, metrics: Pick<SubgraphMetrics, 'request'>): void {
  server.addHook('onRequest', async ({ method, routeOptions }, reply) => {
    const door = routeOptions.url ? `${method} ${routeOptions.url}` : 'none'
    const count = () => metrics.request(door, reply.raw.statusCode, reply.elapsedTime / 1_000)
    reply.raw.once('close', count) // also when its client has left
  })
}

type Events = AsyncGenerator<ExecutionResult, void, void>

/** The same stream, counted as long as it is open, with its events. */
export function countStream(stream: Events, metrics: SubgraphMetrics): Events {
  let isOpen = true
  const close = () => {
    if (isOpen) metrics.streamClosed()
    isOpen = false
  }
  metrics.streamOpened()
  const counted = {
    next: async () => {
      try {
        const next = await stream.next()
        if (next.done) close()
        else metrics.eventPublished()
        return next
      } catch (error) {
        close()
        throw error
      }
    },
    return: () => {
      close()
      return stream.return()
    },
    throw: (error: unknown) => {
      close()
      return stream.throw(error)
    },
    [Symbol.asyncIterator]: () => counted,
  }
  return counted as unknown as Events
}

function watchPool(registry: Registry, database: Database) {
  const named = namedIn(registry)
  const poolOf = () => database.driver.getConnection().getNativeClient()
  new Gauge({
    ...named('database_connections', 'Connections to the database.', ['state']),
    async collect() {
      const { totalCount, idleCount } = await poolOf()
      this.set({ state: 'used' }, totalCount - idleCount)
      this.set({ state: 'idle' }, idleCount)
    },
  })
  new Gauge({
    ...named('database_requests_waiting', 'What waits for a connection to the database.'),
    async collect() {
      this.set((await poolOf()).waitingCount)
    },
  })
}
