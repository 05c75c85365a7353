import { createLogger } from '@weft/kit/log'
import { runService } from '@weft/kit/service'
import { loadConfig } from './config.ts'
import { startPlatform } from './start.ts'

const config = loadConfig()
const log = createLogger('weft', config.LOG_LEVEL)

await runService(log, async () => {
  const platform = await startPlatform(config, (reason) => {
    log.fatal(reason)
    process.kill(process.pid, 'SIGTERM')
  })
  console.log(`Weft is at ${platform.url}/graphql; the access token is in ${platform.tokenFile}.`)
  return platform
})
