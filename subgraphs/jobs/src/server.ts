import type { Logger } from '@weft/kit/log'
import { buildSchema } from '@weft/kit/schema'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { createApp } from './app.ts'
import { addWorkerDoor } from './attempts/attempt.door.ts'
import { markStopped } from './attempts/attempt.service.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { resolvers as events } from './events/event.resolvers.ts'
import { startController } from './jobs/job.controller.ts'
import { resolvers as jobs } from './jobs/job.resolvers.ts'

const resolvers = {
  ...jobs,
  ...events,
  Subscription: { ...jobs.Subscription, ...events.Subscription },
}

export async function startServer(config: Config, log: Logger): Promise<SubgraphService> {
  const app = await createApp(config, log)
  const server = await startSubgraphServer({
    name: 'jobs',
    config,
    log,
    schema: buildSchema('jobs', resolvers),
    createContext: (viewer, requestId) => createContext(app, viewer, requestId),
    database: app.orm,
    addRoutes: (routes) => addWorkerDoor(routes, app),
  })
  const controller = startController(app)
  return {
    ...server,
    close: async () => {
      await controller.stop()
      await markStopped(app.orm.em.fork(), await app.runner.list(), new Date())
      await app.runner.close()
      await server.close()
      await app.close()
    },
  }
}
