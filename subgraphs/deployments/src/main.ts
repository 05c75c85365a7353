import { createLogger } from '@weft/kit/log'
import { runService } from '@weft/kit/service'
import { loadConfig } from './config.ts'
import { startServer } from './server.ts'

const config = loadConfig()
const log = createLogger('deployments', config.LOG_LEVEL)
await runService(log, () => startServer(config, log))
