import { startLoop } from '@weft/kit/loop'
import type { Loop } from '@weft/kit/loop'
import type { Logger } from '@weft/kit/log'
import { buildSchema } from '@weft/kit/schema'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { createApp } from './app.ts'
import type { App } from './app.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { addHubRoutes } from './hub/hub.routes.ts'
import { addObjectRoutes } from './objects/object.routes.ts'
import { resolvers as refs } from './refs/ref.resolvers.ts'
import { resolvers as repositories } from './repositories/repository.resolvers.ts'
import { readPending } from './rows/row-set.controller.ts'
import { rowSetTopic } from './rows/row-set.entity.ts'
import { resolvers as uploads } from './uploads/upload.resolvers.ts'
import { orphansAPass, sweepOrphans } from './storage/orphan.sweeper.ts'
import { blobsAPass, sweepBlobs } from './uploads/blob.sweeper.ts'
import { sweepUploads, uploadsAPass } from './uploads/upload.sweeper.ts'
import { resolvers as versions } from './versions/version.resolvers.ts'
import { addXetRoutes } from './xet/xet.routes.ts'
import { sweepXorbs, xorbsAPass } from './xet/xorb.sweeper.ts'

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
  const loops = [reader, ...startSweepers(app, log)]
  return {
    ...service,
    close: async () => {
      await Promise.all(loops.map((loop) => loop.stop()))
      await service.close()
      await app.close()
    },
  }
}

const sweepers = [
  { name: 'uploads', sweep: sweepUploads, aPass: uploadsAPass },
  { name: 'xorbs', sweep: sweepXorbs, aPass: xorbsAPass },
  { name: 'blobs', sweep: sweepBlobs, aPass: blobsAPass },
  { name: 'orphans', sweep: sweepOrphans, aPass: orphansAPass },
]

/** Each by itself, again at once while there may be more, so that none holds another up or falls behind. */
const startSweepers = (app: App, log: Logger): Loop[] =>
  sweepers.map(({ name, sweep, aPass }) =>
    startLoop(
      async (signal) => {
        while (!signal.aborted && (await sweep(app)) === aPass);
      },
      { everySeconds: 600, log, name },
    ),
  )
