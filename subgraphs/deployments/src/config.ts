import { join, resolve } from 'node:path'
import { Command, SubgraphConfig, parseConfig } from '@weft/kit/config'
import { z } from 'zod'

const repository = resolve(import.meta.dirname, '../../..')
const embeddedServer = [process.execPath, join(repository, 'runtimes/embedded-server/src/main.ts')]

export const Config = SubgraphConfig.extend({
  /** Where model servers keep their files. */
  RUNS_DIR: z.string().min(1),
  /** Where model servers find the Hub API: the gateway. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  /** The model server: a program and its arguments, as a JSON array. */
  SERVER_COMMAND: Command.default(embeddedServer),
  HEALTH_INTERVAL_SECONDS: z.coerce.number().positive().default(5),
})
export type Config = z.infer<typeof Config>
export const loadConfig = (): Config => parseConfig(Config)
