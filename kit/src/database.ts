import { Migrator } from '@mikro-orm/migrations'
import { DataloaderType, MikroORM, defineConfig } from '@mikro-orm/postgresql'
import pg from 'pg'
import { isTracing, recordQuery } from './tracing.ts'

export type Database = MikroORM
type Options = Parameters<typeof defineConfig>[0]

/** The settings of one subgraph's database. `folder` is the subgraph's `src`. */
export const databaseConfig = (
  url: string,
  { entities, folder }: { entities: NonNullable<Options['entities']>; folder: string },
): ReturnType<typeof defineConfig> =>
  defineConfig({
    clientUrl: url,
    entities,
    dataloader: DataloaderType.ALL,
    extensions: [Migrator],
    migrations: {
      path: `${folder}/migrations`,
      snapshot: true,
      snapshotName: '.snapshot',
      silent: true,
    },
    forceUtcTimezone: true,
    pool: { min: 0, max: 10 },
    ...(isTracing() && traceQueries),
  })

/** A span for each query, without the values it was asked with, which may be secret; nothing is printed. */
const traceQueries: Options = {
  debug: ['query'],
  loggerFactory: () => ({
    log: () => {},
    warn: () => {},
    error: () => {},
    setDebugMode: () => {},
    isEnabled: (namespace) => namespace === 'query',
    logQuery: ({ query, took = 0 }) => recordQuery(query ?? '', took),
  }),
}

/** Connects, and brings the tables up to date first; replicas that start together do so one after the other. */
export async function connectDatabase(
  config: ReturnType<typeof databaseConfig>,
): Promise<Database> {
  const orm = (await MikroORM.init(config)) as Database
  try {
    await withLock(config.clientUrl!, 'migrations', () => orm.migrator.up())
    return orm
  } catch (error) {
    await orm.close(true)
    throw error
  }
}

async function withLock(url: string, name: string, work: () => Promise<unknown>) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    await work()
  } finally {
    await client.end()
  }
}

/**
 * What `node src/migrate.ts` does: bring the tables up to date, or with `create`, write a migration from how the
 * entities differ from the last snapshot.
 */
export async function runMigrations(
  config: ReturnType<typeof databaseConfig>,
  command: string | undefined,
): Promise<void> {
  if (command !== 'create') return (await connectDatabase(config)).close()
  const orm = await MikroORM.init(config)
  const { fileName } = await orm.migrator.create()
  console.log(fileName || 'The migrations are up to date.')
  await orm.close()
}
