import { readFileSync } from 'node:fs'
import { loadConfig } from '@weft/gateway/config'
import { startServer } from '@weft/gateway/server'
import { createLogger } from '@weft/kit/log'

// The gateway of the platform before the subgraphs of a benchmark, with identity, limits, costs and ids.

const config = loadConfig()
const origins = JSON.parse(process.env.ORIGINS!) as Record<string, string>
await startServer(config, createLogger('gateway', config.LOG_LEVEL), {
  supergraph: { sdl: readFileSync(process.env.SUPERGRAPH!, 'utf8'), oneOfInputs: new Set() },
  urls: { ...origins, entities: origins.accounts ?? origins.models! },
  doors: [],
  publicDoors: [],
})
