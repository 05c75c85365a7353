import { startLoop } from '@weft/kit/loop'
import type { Logger } from '@weft/kit/log'
import { buildSchema } from '@weft/kit/schema'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { addHubRoutes } from './hub/hub.routes.ts'
import { addObjectRoutes } from './objects/object.routes.ts'
import { resolvers as refs } from './refs/ref.resolvers.ts'
import { resolvers as repositories } from './repositories/repository.resolvers.ts'
import { readPending } from './rows/row-set.controller.ts'
import { rowSetTopic } from './rows/row-set.entity.ts'
import { resolvers as uploads } from './uploads/upload.resolvers.ts'
import { sweepOrphans } from './storage/orphan.sweeper.ts'
import { sweepBlobs } from './uploads/blob.sweeper.ts'
import { sweepUploads } from './uploads/upload.sweeper.ts'
import { resolvers as versions } from './versions/version.resolvers.ts'
import { addXetRoutes } from './xet/xet.routes.ts'
import { sweepXorbs } from './xet/xorb.sweeper.ts'

const resolvers = {
  ...repositories,
  ...uploads,
  ...versions,
  ...refs,
  Query: { ...repositories.Query, ...versions.Query },
  Mutation: {
    ...repositories.Mutation,
    ...uploads.Mutation,
    ...versions.Mutation,
    ...refs.Mutation,
  },
}

export async function startServer(config: Config, log: Logger): Promise<SubgraphService> {
  const app = await createApp(config, log)
  const service = await startSubgraphServer({
    name: 'datasets',
    config,
    log,
    schema: buildSchema('datasets', resolvers),
    createContext: (viewer, requestId) => createContext(app, viewer, requestId),
    database: app.orm,
    needs: { objects: () => app.objects.checkReady() },
    addRoutes: (server) => {
      addHubRoutes(server, app)
      addXetRoutes(server, app)
      addObjectRoutes(server, app)
    },
  })
  const reader = startLoop((signal) => readPending(app, signal), {
    everySeconds: 30,
    log,
    name: 'rows',
  })
  app.events.on(rowSetTopic, reader.wake)
  const sweep = async () => {
    await sweepUploads(app)
    await sweepXorbs(app)
    await sweepBlobs(app)
    await sweepOrphans(app)
  }
  const sweeper = startLoop(sweep, { everySeconds: 600, log, name: 'uploads' })
  return {
    ...service,
    close: async () => {
      await Promise.all([sweeper.stop(), reader.stop()])
      await service.close()
      await app.close()
    },
  }
}
