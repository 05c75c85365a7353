import { rm } from 'node:fs/promises'
import { createFolder } from '@weft/kit/testing/folder'
import { startPostgres } from '@weft/platform/postgres'

/** One embedded Postgres for all test files; each makes databases of its own in it. */
export async function setup(): Promise<(() => Promise<void>) | void> {
  if (process.env.TEST_DATABASE_URL) return
  const folder = await createFolder('test')
  const postgres = await startPostgres({ folder, isDurable: false })
  process.env.TEST_DATABASE_URL = postgres.urlOf('postgres')
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
