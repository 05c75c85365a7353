import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import { Events } from '@weft/kit/events'
import { createGraph } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import type { Logger } from '@weft/kit/log'
import { createProcessRunner } from '@weft/kit/process-runner'
import type { Runner } from '@weft/kit/runner'
import type { Config } from './config.ts'
import { databaseOf } from './mikro-orm.config.ts'

/** What lives as long as the process. */
export type App = {
  config: Config
  log: Logger
  orm: Database
  events: Events
  runner: Runner
  /** The graph, asked under the id of the request that needs it. */
  graphFor: (requestId: string) => Graph
  /** Ends the model servers too. */
  close: () => Promise<void>
}

export async function createApp(config: Config, log: Logger): Promise<App> {
  const orm = await connectDatabase(databaseOf(config.DATABASE_URL))
  const events = await new Events(config.DATABASE_URL, log).connect('deployment')
  const runner = await createProcessRunner(config.RUNS_DIR, log)
  const { GATEWAY_URL: gatewayUrl, IDENTITY_SECRET: identitySecret } = config
  return {
    config,
    log,
    orm,
    events,
    runner,
    graphFor: (requestId) => createGraph({ gatewayUrl, identitySecret, requestId }),
    close: async () => {
      await runner.close()
      await events.close()
      await orm.close()
    },
  }
}
