import { fileURLToPath } from 'node:url'
import type { Service } from '@weft/kit/http-server'
import type { Logger } from '@weft/kit/log'
import { createAudit } from './graph/audit.ts'
import { createAuthenticate } from './identity/authenticate.ts'
import { admissionOf, limitsOf } from './config.ts'
import type { Config } from './config.ts'
import { addDoors, doors, publicDoors } from './doors/doors.ts'
import { createDocuments } from './documents/documents.ts'
import { readManifests } from './documents/manifest.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { createFormatError } from './errors.ts'
import { createOwnCall } from './graph/own-calls.ts'
import { createGraph } from './graph/graph.ts'
import { createReloadingGraph } from './graph/reloading.ts'
import { textOfFile } from './graph/supergraph-text.ts'
import { createCallers } from './identity/callers.ts'
import { followIdentityChanges } from './identity/changes.ts'
import { createVouch } from './identity/identities.ts'
import { createIdentify } from './identity/identify.ts'
import { createVerify } from './identity/oidc.ts'
import { createTickets } from './identity/tickets.ts'
import { createProxy } from './doors/proxy.ts'
import type { Locals } from './graph/subgraphs.ts'
import {
  connectSubgraphs,
  disconnectSubgraphs,
  graphqlUrls,
  needsOf,
  subgraphUrls,
} from './graph/subgraphs.ts'
import { readSupergraph } from './graph/supergraph.ts'
import { serveGraph } from './serve.ts'

/** What the platform's own clients and services ask. */
const trustedDocuments = fileURLToPath(
  new URL('../../schema/trusted-documents.json', import.meta.url),
)

/** What stands behind the gateway, when it is not the platform. */
type Behind = {
  supergraph?: ReturnType<typeof readSupergraph>
  urls?: Record<string, string>
  /** The subgraphs that run in this process, by name. */
  local?: Locals
  doors?: typeof doors
  publicDoors?: typeof publicDoors
}

/** The one door: the graph, and what is forwarded to the subgraphs as it is. */
export async function startServer(
  config: Config,
  log: Logger,
  behind: Behind = {},
): Promise<Service> {
  const urls = graphqlUrls(behind.urls ?? subgraphUrls(config))
  const vouch = createVouch(config.IDENTITY_SECRET)
  const subgraphs = connectSubgraphs(urls, { timeouts: config, vouch, local: behind.local })
  const entities = subgraphs.get('entities')!
  const metrics = createMetrics()
  const ownCall = createOwnCall({ subgraph: entities, vouch, log, metrics })
  const { identify, forget } = createIdentify(ownCall)
  const changes = followIdentityChanges(entities, vouch, log)
  changes.hear(forget)
  const authenticate = createAuthenticate({ ...config, identify, verify: createVerify(config) })
  const callers = createCallers(authenticate, changes)
  const formatError = createFormatError(log)
  const audit = createAudit(ownCall, log)
  const { sdl: committed, oneOfInputs } = behind.supergraph ?? readSupergraph()
  const graph = createReloadingGraph({
    source: config.SUPERGRAPH_FILE ? textOfFile(config.SUPERGRAPH_FILE) : { read: () => committed },
    create: (sdl) =>
      createGraph({
        metrics,
        supergraph: { sdl, oneOfInputs },
        subgraphs,
        formatError,
        log,
        audit,
        limits: limitsOf(config),
        introspection: config.INTROSPECTION,
      }),
    log,
  })
  const proxy = createProxy({
    subgraphs,
    vouch,
    callers,
    log,
    ...(!config.TRUSTED_PROXIES && { publicUrl: config.PUBLIC_URL }),
  })

  const service = await serveGraph({
    host: config.HOST,
    port: config.PORT,
    trustedProxies: config.TRUSTED_PROXIES,
    origins: config.CORS_ORIGINS,
    hasPage: config.GRAPHIQL,
    requestTimeoutSeconds: config.REQUEST_TIMEOUT_SECONDS,
    log,
    graph,
    metrics,
    subscriptions: admissionOf(config),
    documents: createDocuments({
      manifest: readManifests([trustedDocuments, ...config.TRUSTED_DOCUMENTS_FILES]),
      isTrustedOnly: config.TRUSTED_DOCUMENTS === 'only',
    }),
    callers,
    tickets: createTickets(config.IDENTITY_SECRET),
    formatError,
    needs: needsOf(subgraphs),
    addDoors: (server) =>
      addDoors(server, { forward: proxy.forward, audit, doors, publicDoors, ...behind }),
  })
  return {
    url: service.url,
    close: async () => {
      await service.close()
      await proxy.close()
      changes.stop()
      await disconnectSubgraphs(subgraphs)
    },
  }
}
