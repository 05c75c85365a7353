import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createFolder } from '@weft/kit/testing/folder'
import { startPostgres } from '@weft/platform/postgres'
import { onTestFinished, vi } from 'vitest'
import { startCutting } from './cutting.ts'

/** A Postgres for this test alone, which stays at one address while it goes and comes. */
export async function startRestartable() {
  const folder = await createFolder('postgres')
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const between = await startCutting()
  const start = async () => {
    const postgres = await startPostgres({ folder, isDurable: false })
    between.leadTo(Number(new URL(postgres.urlOf('postgres')).port))
    return postgres
  }
  let running = await start()
  onTestFinished(() => running.stop())
  const url = Object.assign(new URL(running.urlOf('postgres')), {
    port: new URL(between.url).port,
  })
  vi.stubEnv('TEST_DATABASE_URL', url.href)
  onTestFinished(() => void vi.unstubAllEnvs())
  const back = async () => void (running = await start())
  return {
    stop: () => running.stop(),
    start: back,
    awayFor: async (milliseconds: number) => {
      await running.stop()
      await wait(milliseconds)
      await back()
    },
  }
}
