import * as datasets from '@weft/datasets/server'
import { Config as DatasetsConfig } from '@weft/datasets/config'
import * as deployments from '@weft/deployments/server'
import { Config as DeploymentsConfig } from '@weft/deployments/config'
import * as entities from '@weft/entities/server'
import { Config as EntitiesConfig } from '@weft/entities/config'
import { Config as GatewayConfig } from '@weft/gateway/config'
import * as gateway from '@weft/gateway/server'
import { Config as GuardrailsConfig } from '@weft/guardrails/config'
import * as guardrails from '@weft/guardrails/server'
import { Config as JobsConfig } from '@weft/jobs/config'
import * as jobs from '@weft/jobs/server'
import type { Service } from '@weft/kit/http-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { createLogger } from '@weft/kit/log'
import type { Logger } from '@weft/kit/log'
import { asService } from '@weft/kit/tracing'
import { environmentOf, gatewayEnvironment, subgraphs } from './services.ts'
import type { Settings, Subgraph } from './services.ts'

type Start = (environment: Record<string, string>, log: Logger) => Promise<SubgraphService>

const starts: Record<Subgraph, Start> = {
  entities: (environment, log) => entities.startServer(EntitiesConfig.parse(environment), log),
  datasets: (environment, log) => datasets.startServer(DatasetsConfig.parse(environment), log),
  jobs: (environment, log) => jobs.startServer(JobsConfig.parse(environment), log),
  deployments: (environment, log) =>
    deployments.startServer(DeploymentsConfig.parse(environment), log),
  guardrails: (environment, log) =>
    guardrails.startServer(GuardrailsConfig.parse(environment), log),
}

/**
 * The five subgraphs, each a full server on a loopback port of its own, and the gateway in front of them, in this one
 * process: it asks them without HTTP what is asked of the graph. What they start (trainers, model servers) ends with `close`.
 */
export async function startServices(settings: Settings): Promise<Service> {
  const started: Service[] = []
  const close = async () => {
    for (const service of started.splice(0).reverse()) await service.close()
  }
  const logOf = (name: string) => createLogger(name, settings.logLevel)
  try {
    const running = await Promise.allSettled(
      subgraphs.map(async (name) => {
        const environment = environmentOf(name, settings)
        const service = await asService(name, () => starts[name](environment, logOf(name)))
        started.push(service)
        return [name, service] as const
      }),
    )
    const failed = running.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    const ready = running.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const urls = Object.fromEntries(ready.map(([name, { url }]) => [name, url]))
    const config = GatewayConfig.parse(
      gatewayEnvironment(settings, urls as Record<Subgraph, string>),
    )
    const local = new Map(ready.map(([name, service]) => [name, service.local]))
    const front = await asService('gateway', () =>
      gateway.startServer(config, logOf('gateway'), { local }),
    )
    started.unshift(front) // closed last: workers that end still report
    return { url: settings.publicUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}
