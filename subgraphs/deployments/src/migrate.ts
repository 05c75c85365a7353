import { runMigrations } from '@weft/kit/database'
import { loadConfig } from './config.ts'
import { databaseOf } from './mikro-orm.config.ts'

await runMigrations(databaseOf(loadConfig().DATABASE_URL), process.argv[2])
