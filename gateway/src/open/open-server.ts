import type { Service } from '@weft/kit/http-server'
import type { Viewer } from '@weft/kit/identity'
import type { Logger } from '@weft/kit/log'
import { admissionOf, limitsOf } from '../config.ts'
import type { OpenConfig } from '../config.ts'
import { createDocuments } from '../documents/documents.ts'
import { readManifests } from '../documents/manifest.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createFormatError } from '../errors.ts'
import { createGraph } from '../graph/graph.ts'
import { connectSubgraphs, disconnectSubgraphs } from '../graph/subgraphs.ts'
import { subgraphUrlsIn } from '../graph/supergraph.ts'
import { serveGraph } from '../serve.ts'

type Options = {
  supergraphSdl: string
  host: string
  port: number
  config: OpenConfig
}

/** May see everything that there is here. All share one budget of costs. */
const anybody: Viewer = { subject: 'anybody', grants: [{ namespace: '*', role: 'ADMIN' }] }

/** Any supergraph, for everybody: nobody is asked who they are, and its subgraphs are not told. */
export async function startOpenServer(
  { supergraphSdl, host, port, config }: Options,
  log: Logger,
): Promise<Service> {
  const subgraphs = connectSubgraphs(subgraphUrlsIn(supergraphSdl), config)
  const formatError = createFormatError(log)
  const metrics = createMetrics()
  const graph = createGraph({
    metrics,
    supergraph: { sdl: supergraphSdl, oneOfInputs: new Set() },
    subgraphs,
    vouch: async () => undefined,
    audit: async () => {},
    formatError,
    log,
    limits: limitsOf(config),
    introspection: config.INTROSPECTION,
  })
  const service = await serveGraph({
    host,
    port,
    origins: config.CORS_ORIGINS,
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
    authenticate: async () => anybody,
    formatError,
    checkReady: async () => {},
  })
  return {
    url: service.url,
    close: async () => {
      await service.close()
      await disconnectSubgraphs(subgraphs)
    },
  }
}
