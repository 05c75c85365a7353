import type { Service } from '@weft/kit/http-server'
import type { Viewer } from '@weft/kit/identity'
import type { Logger } from '@weft/kit/log'
import { createFormatError } from '../errors.ts'
import { createGraph } from '../graph/graph.ts'
import { connectSubgraphs, disconnectSubgraphs } from '../graph/subgraphs.ts'
import { subgraphUrlsIn } from '../graph/supergraph.ts'
import type { LimitOptions } from '../limits/limits.ts'
import { serveGraph } from '../serve.ts'

type Options = {
  supergraphSdl: string
  host: string
  port: number
  timeoutSeconds: number
  limits: LimitOptions
}

/** All share one budget of costs. */
const anybody: Viewer = { subject: 'anybody', grants: [] }

/** Any supergraph, for everybody: nobody is asked who they are, and its subgraphs are not told. */
export async function startOpenServer(
  { supergraphSdl, host, port, timeoutSeconds, limits }: Options,
  log: Logger,
): Promise<Service> {
  const subgraphs = connectSubgraphs(subgraphUrlsIn(supergraphSdl), timeoutSeconds)
  const formatError = createFormatError(log)
  const graph = await createGraph({
    supergraph: { sdl: supergraphSdl, oneOfInputs: new Set() },
    subgraphs,
    vouch: async () => undefined,
    audit: async () => {},
    formatError,
    log,
    timeoutSeconds,
    limits,
  })
  const service = await serveGraph({
    host,
    port,
    log,
    graph,
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
