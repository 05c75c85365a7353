import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import { Events } from '@weft/kit/events'
import { createGraph } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import type { Logger } from '@weft/kit/log'
import type { Config } from './config.ts'
import { createKeyRing } from './encryption/key-ring.ts'
import type { KeyRing } from './encryption/key-ring.ts'
import { identityTopic } from './identity/identity.changes.ts'
import { databaseOf } from './mikro-orm.config.ts'
import { rotateApiKeys } from './models/api-key-rotation.ts'

/** What lives as long as the process. */
export type App = {
  orm: Database
  events: Events
  keys: KeyRing
  /** The graph, asked under the id of the request that needs it. */
  graphFor: (requestId: string) => Graph
  close: () => Promise<void>
}

export async function createApp(config: Config, log: Logger): Promise<App> {
  const orm = await connectDatabase(databaseOf(config.DATABASE_URL))
  const keys = createKeyRing(config.ENCRYPTION_KEYS)
  await rotateApiKeys(orm.em.fork(), keys, log)
  const events = await new Events(config.DATABASE_URL, log).connect(
    'model',
    'change',
    identityTopic,
  )
  const { GATEWAY_URL: gatewayUrl, IDENTITY_SECRET: identitySecret } = config
  return {
    orm,
    events,
    keys,
    graphFor: (requestId) => createGraph({ gatewayUrl, identitySecret, requestId }),
    close: async () => {
      await events.close()
      await orm.close()
    },
  }
}
