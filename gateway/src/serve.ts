import { setMaxListeners } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { createHttpServer, listen } from '@weft/kit/http-server'
import type { HttpServer, Needs, Service } from '@weft/kit/http-server'
import { addMetricsDoor } from '@weft/kit/metrics'
import { exportMetrics } from '@weft/kit/metrics-export'
import type { Logger } from '@weft/kit/log'
import { createAnswers } from './doors/answers.ts'
import { allowOrigins, isForeign, refuseForeign } from './doors/cors.ts'
import { addGraphDoor } from './doors/graph-door.ts'
import { takeTickets } from './doors/ticket-door.ts'
import type { Tickets } from './identity/tickets.ts'
import type { Metrics } from './telemetry/metrics.ts'
import type { Documents } from './documents/documents.ts'
import type { FormatError } from './errors.ts'
import type { Graph } from './graph/graph.ts'
import type { Callers } from './identity/callers.ts'
import { createAdmit } from './subscriptions/admission.ts'
import type { AdmissionLimits } from './subscriptions/admission.ts'
import { serveSockets } from './subscriptions/sockets.ts'

type Options = {
  host: string
  port: number
  /** Addresses and networks of proxies whose `X-Forwarded-*` is believed. */
  trustedProxies?: string[] | undefined
  /** Whose pages may call this, by their browsers; `*` for all. */
  origins: string[]
  /** Refuses the pages of all other origins: where there is no token that they would need. */
  isOpen?: boolean
  /** Whether browsers get GraphiQL. */
  hasPage: boolean
  /** Within which an operation has to come. */
  requestTimeoutSeconds: number
  log: Logger
  graph: Graph
  documents: Documents
  callers: Callers
  /** Null where nobody is asked who they are. */
  tickets: Tickets | null
  formatError: FormatError
  metrics: Metrics
  subscriptions: AdmissionLimits
  needs: Needs
  /** What is answered beside the graph. */
  addDoors?: (server: HttpServer) => Promise<void>
}

/** A graph at `/graphql`, by every way that leads there. */
export async function serveGraph(options: Options): Promise<Service> {
  const { host, port, trustedProxies, origins, isOpen = false, hasPage, log, graph } = options
  const { callers, tickets, documents, metrics } = options
  const server = createHttpServer({
    log,
    identify: async (request) => {
      const caller = await callers.identify(request.headers.authorization)
      if (!caller) return null
      request.caller = caller
      return caller.viewer
    },
    needs: options.needs,
    addFirst: (added) => {
      allowOrigins(added, origins)
      if (tickets) takeTickets(added, tickets)
      if (isOpen) refuseForeign(added, origins)
    },
    ...(trustedProxies && { trustedProxies }),
  })
  server.decorateRequest('caller')
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // one for each stream
  const admit = createAdmit(options.subscriptions, metrics)
  const answers = createAnswers({ ...options, admit, stopping: stopping.signal })
  await addGraphDoor(server, {
    answers,
    hasPage,
    timeoutSeconds: options.requestTimeoutSeconds,
  })
  metrics.watch(() => {
    const load = graph.load()
    return { ...load, kept: { ...load.kept, ...documents.kept() } }
  })
  addMetricsDoor(server, '/metrics', { registry: metrics.registry, rule: 'gateway.metrics' })
  await options.addDoors?.(server)
  const mayConnect = (headers: IncomingHttpHeaders) => !isOpen || !isForeign(headers, origins)
  const sockets = serveSockets(server, { ...options, admit, mayConnect })
  const service = await listen(server, { host, port })
  const endExport = await exportMetrics(metrics.registry, 'gateway', log)
  return {
    url: service.url,
    close: async () => {
      stopping.abort()
      await sockets.close()
      await service.close()
      await graph.stop()
      await endExport()
    },
  }
}
