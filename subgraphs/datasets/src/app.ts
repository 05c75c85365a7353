import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import { Events } from '@weft/kit/events'
import { createGraph } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import type { Logger } from '@weft/kit/log'
import { ObjectUrls } from '@weft/kit/object-urls'
import type { ObjectStore } from '@weft/kit/objects'
import { openObjects } from '@weft/kit/objects-config'
import { FolderObjects } from '@weft/kit/objects-folder'
import type { Config } from './config.ts'
import { databaseOf } from './mikro-orm.config.ts'
import { repositoryTopic } from './repositories/repository.entity.ts'
import { rowSetTopic } from './rows/row-set.entity.ts'
import { withSmallContents } from './uploads/small-content.store.ts'

/** What lives as long as the process. */
export type App = {
  config: Config
  log: Logger
  orm: Database
  events: Events
  objects: ObjectStore
  urls: ObjectUrls
  /** Takes bytes in by URLs of this service; null where they are brought to S3. */
  folder: FolderObjects | null
  /** The graph, asked under the id of the request that needs it. */
  graphFor: (requestId: string) => Graph
  close: () => Promise<void>
}

export async function createApp(config: Config, log: Logger): Promise<App> {
  const urls = new ObjectUrls({ publicUrl: config.PUBLIC_URL, secret: config.IDENTITY_SECRET })
  const store = await openObjects(config, { urls, log })
  const orm = await connectDatabase(databaseOf(config.DATABASE_URL))
  const events = await new Events(config.DATABASE_URL, log).connect(repositoryTopic, rowSetTopic)
  const { GATEWAY_URL: gatewayUrl, IDENTITY_SECRET: identitySecret } = config
  return {
    config,
    log,
    orm,
    events,
    objects: withSmallContents(store, { orm, urls }),
    urls,
    folder: store instanceof FolderObjects ? store : null,
    graphFor: (requestId) => createGraph({ gatewayUrl, identitySecret, requestId }),
    close: async () => {
      await events.close()
      await orm.close(true)
    },
  }
}
