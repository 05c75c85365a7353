import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import type { ObjectStore } from '@weft/kit/objects'
import { openObjects } from '@weft/kit/objects-config'
import type { Config } from './config.ts'
import { databaseOf } from './mikro-orm.config.ts'

/** What lives as long as the process. */
export type App = {
  config: Config
  orm: Database
  objects: ObjectStore
  checkReady: () => Promise<void>
  close: () => Promise<void>
}

export async function createApp(config: Config): Promise<App> {
  const objects = await openObjects(config, config.IDENTITY_SECRET)
  const orm = await connectDatabase(databaseOf(config.DATABASE_URL))
  return {
    config,
    orm,
    objects,
    checkReady: async () => {
      await orm.em.fork().execute('select 1')
      await objects.checkReady()
    },
    close: () => orm.close(true),
  }
}
