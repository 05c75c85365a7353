import { readConfig, readPlatformAddress } from './config.ts'
import type { Outcome } from './events.ts'
import { runJob } from './job.ts'
import { atMost, connectPlatform, type Platform } from './platform.ts'

/** What the exit code says: 1 for a failure, 3 for an attempt that nobody wants any more. */
const EXIT_CODES: Record<Outcome, number> = { unreachable: 1, unwanted: 3 }
const STOPPED_FLUSH_SECONDS = 1

function gaveUp(outcome: Outcome) {
  console.error(`The platform is ${outcome === 'unwanted' ? 'done with this attempt' : 'gone'}.`)
  process.exit(EXIT_CODES[outcome])
}

async function main(platform: Platform) {
  try {
    await runJob(readConfig(), platform)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    console.error(message)
    platform.emit({ type: 'log', stream: 'STDERR', text: message })
    platform.emit({ type: 'error', message })
    await platform.flush()
    return 1
  }
  await (platform.stop.aborted ? atMost(STOPPED_FLUSH_SECONDS, platform.flush()) : platform.flush())
  return 0
}

// Who reads the output may be gone; the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  const { eventsUrl, token } = readPlatformAddress()
  process.exit(await main(connectPlatform({ url: eventsUrl, token, gaveUp })))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
