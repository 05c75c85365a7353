import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import { Events } from '@weft/kit/events'
import { createGraph } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import type { Logger } from '@weft/kit/log'
import type { Config } from './config.ts'
import { databaseOf } from './mikro-orm.config.ts'

/** What lives as long as the process. */
export type App = {
  orm: Database
  events: Events
  /** The graph, asked under the id of the request that needs it. */
  graphFor: (requestId: string) => Graph
  close: () => Promise<void>
}

export async function createApp(config: Config, log: Logger): Promise<App> {
  const orm = await connectDatabase(databaseOf(config.DATABASE_URL))
  const events = await new Events(config.DATABASE_URL, log).connect('model', 'change')
  const { GATEWAY_URL: gatewayUrl, IDENTITY_SECRET: identitySecret } = config
  return {
    orm,
    events,
    graphFor: (requestId) => createGraph({ gatewayUrl, identitySecret, requestId }),
    close: async () => {
      await events.close()
      await orm.close()
    },
  }
}
