import type { Service } from './http-server.ts'
import type { Logger } from './log.ts'
import { asService, startTracing } from './tracing.ts'

/**
 * The life of a process that is one service: start, listen, stop on SIGTERM or SIGINT. A second signal, or 30 seconds,
 * ends a stop that hangs.
 */
export async function runService(log: Logger, start: () => Promise<Service>): Promise<void> {
  const endTracing = await startTracing()
  let stopping = false
  let started: Promise<Service> | null = null

  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info(`${signal}: stopping`)
    setTimeout(() => process.exit(1), 30_000).unref()
    try {
      await (await started)?.close()
      await endTracing().catch((error: unknown) => log.warn(error, 'spans were lost'))
      process.exit(0)
    } catch (error) {
      log.error(error, 'could not stop cleanly')
      process.exit(1)
    }
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))

  try {
    started = asService(String(log.bindings().name), start)
    log.info(`listening at ${(await started).url}`)
  } catch (error) {
    log.fatal(error, 'could not start')
    process.exit(1)
  }
}
