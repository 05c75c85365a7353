import type { Logger } from '@weft/kit/log'
import { buildSchema } from '@weft/kit/schema'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { recoverDeployments, startController } from './deployments/deployment.controller.ts'
import { resolvers as deployments } from './deployments/deployment.resolvers.ts'
import { addInferenceDoor } from './inference/inference.door.ts'
import { resolvers as served } from './inference/served.resolvers.ts'

const resolvers = { ...deployments, ...served, Query: { ...deployments.Query, ...served.Query } }

export async function startServer(config: Config, log: Logger): Promise<SubgraphService> {
  const app = await createApp(config, log)
  await recoverDeployments(app)
  const server = await startSubgraphServer({
    name: 'deployments',
    config,
    log,
    schema: buildSchema('deployments', resolvers),
    createContext: (viewer, requestId) => createContext(app, viewer, requestId),
    database: app.orm,
    addRoutes: (routes) => addInferenceDoor(routes, app),
  })
  const controller = startController(app)
  return {
    ...server,
    close: async () => {
      await server.close()
      await controller.stop()
      await app.close()
    },
  }
}
