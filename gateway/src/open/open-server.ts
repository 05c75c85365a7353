import type { Service } from '@weft/kit/http-server'
import type { Logger } from '@weft/kit/log'
import { admissionOf, limitsOf } from '../config.ts'
import type { OpenConfig } from '../config.ts'
import { createDocuments } from '../documents/documents.ts'
import { readManifests } from '../documents/manifest.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createFormatError } from '../errors.ts'
import { createGraph } from '../graph/graph.ts'
import { connectSubgraphs, disconnectSubgraphs } from '../graph/subgraphs.ts'
import type { Subgraphs } from '../graph/subgraphs.ts'
import { createReloadingGraph } from '../graph/reloading.ts'
import { subgraphUrlsIn } from '../graph/supergraph.ts'
import type { SupergraphText } from '../graph/supergraph-text.ts'
import type { Caller } from '../identity/callers.ts'
import { serveGraph } from '../serve.ts'

type Options = {
  supergraph: SupergraphText
  host: string
  port: number
  config: OpenConfig
}

/** May see everything that there is here. All share one budget of costs. */
const anybody: Caller = {
  viewer: { subject: 'anybody', grants: [{ namespace: '*', role: 'ADMIN' }] },
  expiresAt: null,
  authorization: null,
  asOf: 0,
}

/** Any supergraph, for everybody: nobody is asked who they are, and its subgraphs are not told. */
export async function startOpenServer(
  { supergraph, host, port, config }: Options,
  log: Logger,
): Promise<Service> {
  const connected: Subgraphs[] = []
  const formatError = createFormatError(log)
  const metrics = createMetrics()
  const create = (sdl: string) => {
    const subgraphs = connectSubgraphs(subgraphUrlsIn(sdl), {
      timeouts: config,
      vouch: async () => undefined,
    })
    connected.push(subgraphs) // what runs goes on with those of before
    return createGraph({
      metrics,
      supergraph: { sdl, oneOfInputs: new Set() },
      subgraphs,
      audit: async () => {},
      formatError,
      log,
      limits: limitsOf(config),
      introspection: config.INTROSPECTION,
    })
  }
  const graph = createReloadingGraph({ source: supergraph, create, log })
  const service = await serveGraph({
    host,
    port,
    origins: config.CORS_ORIGINS,
    isOpen: true,
    hasPage: config.GRAPHIQL,
    requestTimeoutSeconds: config.REQUEST_TIMEOUT_SECONDS,
    log,
    graph,
    metrics,
    subscriptions: admissionOf(config),
    documents: createDocuments({
      manifest: readManifests(config.TRUSTED_DOCUMENTS_FILES),
      isTrustedOnly: config.TRUSTED_DOCUMENTS === 'only',
    }),
    callers: { identify: async () => anybody, watch: () => () => {} },
    tickets: null,
    formatError,
    needs: {},
  })
  return {
    url: service.url,
    close: async () => {
      await service.close()
      await Promise.all(connected.map(disconnectSubgraphs))
    },
  }
}
