import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Command, SubgraphConfig, parseConfig } from '@weft/kit/config'
import { z } from 'zod'

const embeddedTrainer = fileURLToPath(
  new URL('../../../runtimes/embedded-trainer/src/main.ts', import.meta.url),
)

export const Config = SubgraphConfig.extend({
  /** Where the process runner keeps what it knows of its workers. */
  RUNS_DIR: z.string().min(1),
  /** The gateway, as workers reach it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  /** Over all replicas. */
  MAX_RUNNING_JOBS: z.coerce
    .number()
    .int()
    .min(1)
    .default(Math.max(1, availableParallelism() - 1)),
  /** The program of a training worker and its arguments, as JSON. */
  TRAINER_COMMAND: Command.default([process.execPath, embeddedTrainer]),
  /** A worker that is silent for longer has failed. */
  WORKER_SILENCE_SECONDS: z.coerce.number().positive().default(60),
})
export type Config = z.infer<typeof Config>

export const loadConfig = (): Config => parseConfig(Config)
