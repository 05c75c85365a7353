import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import { createGraph } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import type { Config } from './config.ts'
import { databaseOf } from './mikro-orm.config.ts'
import { createChecker } from './rails/checker.ts'
import type { Checker } from './rails/checker.ts'

/** What lives as long as the process. */
export type App = {
  orm: Database
  /** The graph, asked under the id of the request that needs it. */
  graphFor: (requestId: string) => Graph
  checker: Checker
  close: () => Promise<void>
}

export async function createApp(config: Config): Promise<App> {
  const orm = await connectDatabase(databaseOf(config.DATABASE_URL))
  const { GATEWAY_URL: gatewayUrl, IDENTITY_SECRET: identitySecret } = config
  const checker = createChecker()
  return {
    orm,
    graphFor: (requestId) => createGraph({ gatewayUrl, identitySecret, requestId }),
    checker,
    close: async () => {
      await checker.close()
      await orm.close()
    },
  }
}
