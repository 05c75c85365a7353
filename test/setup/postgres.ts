import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@weft/platform/postgres'

/** One embedded Postgres for all test files; each makes databases of its own in it. */
export async function setup(): Promise<(() => Promise<void>) | void> {
  if (process.env.TEST_DATABASE_URL) return
  const folder = await mkdtemp(join(tmpdir(), 'weft-test-'))
  const postgres = await startPostgres({ folder, isDurable: false })
  process.env.TEST_DATABASE_URL = postgres.urlOf('postgres')
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
