import { parseConfig } from '@weft/kit/config'
import { runMigrations } from '@weft/kit/database'
import { z } from 'zod'
import { ormConfig } from './mikro-orm.config.ts'

const { DATABASE_URL } = parseConfig(z.object({ DATABASE_URL: z.url() }))

await runMigrations(ormConfig(DATABASE_URL), process.argv[2])
