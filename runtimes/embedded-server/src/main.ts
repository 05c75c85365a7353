import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { downloadBaseModel } from '@weft/model-files/download'
import { createHub } from '@weft/model-files/hub'
import { loadBase } from './base.ts'
import { readConfig, type Config } from './config.ts'
import { handle, type Readiness } from './routes.ts'
import { createVoices } from './voices.ts'

const STOP_SECONDS = 4
const QUEUE_LIMIT = 256

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

async function main(config: Config) {
  let readiness: Readiness = { status: 'downloading', reason: 'The download has not begun.' }
  const options = { apiKey: config.apiKey, readiness: () => readiness }
  const server = createServer((request, response) => void handle(request, response, options))
  server.listen(config.port, config.host)
  await once(server, 'listening')
  stopOnSignals(server)
  console.log(`Listening on ${config.host}, port ${config.port}.`)

  const { repository, revision, servedName } = config.model
  const hub = createHub(config.hub)
  const workFolder = join(config.workFolder, 'base', repository, revision)
  await downloadBaseModel(
    hub,
    { name: repository, revision },
    {
      folder: workFolder,
      progress(received, total) {
        const reason = `Downloaded ${megabytes(received)} of ${megabytes(total)} MB.`
        readiness = { status: 'downloading', reason }
      },
    },
  )
  readiness = { status: 'loading', reason: 'The weights are being loaded.' }
  const { llama, config: llamaConfig } = await loadBase({
    name: servedName,
    folder: workFolder,
    workFolder,
    contextLength: config.contextLength,
    sequenceCount: config.sequenceCount,
    queueLimit: QUEUE_LIMIT,
    threads: config.threads,
  })
  const base = { name: servedName, config: llamaConfig }
  const voices = await createVoices({ llama, base, hub, workFolder: config.workFolder })
  readiness = { status: 'ready', llama, voices, startedAt: new Date() }
  console.log(`${servedName} is ready.`)
}

/** Answers under way may end, for a few seconds. */
function stopOnSignals(server: ReturnType<typeof createServer>) {
  const stop = () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), STOP_SECONDS * 1000).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

// Who reads the output may be gone; the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  await main(readConfig())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
