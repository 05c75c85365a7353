import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { hyperparameters } from './hyperparameters.ts'

const repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is not namespace/name')
/** `address` is where the repository is found also when it has another name by then. */
const place = z.object({ repository, address: repository.optional() })
const source = place.extend({
  revision: z.string().regex(/^[0-9a-f]{40}$/, 'is not a commit of 40 hex digits'),
})

const job = z.object({
  baseModel: source,
  dataset: source,
  output: place,
  trainingType: z.literal('SFT', 'is not what the embedded trainer does: it does SFT'),
  finetuningType: z.literal('LORA', 'is not what the embedded trainer does: it does LORA'),
  hyperparameters,
})
export type JobSpec = z.infer<typeof job>

const environment = z.object({
  HF_ENDPOINT: z.url(),
  HF_TOKEN: z.string().min(1),
  WEFT_EVENTS_URL: z.url(),
  WEFT_JOB: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('is not JSON')
        return z.NEVER
      }
    })
    .pipe(job),
  WEFT_WORK_DIR: z.string().min(1),
  WEFT_THREADS: z.coerce
    .number()
    .int()
    .positive()
    .default(() => Math.max(1, availableParallelism() - 1)),
})

const address = environment.pick({ HF_TOKEN: true, WEFT_EVENTS_URL: true })

/** Where to report to: known even when the rest of the environment is wrong. */
export function readPlatformAddress(env: NodeJS.ProcessEnv = process.env) {
  const { HF_TOKEN, WEFT_EVENTS_URL } = parse(address, env)
  return { eventsUrl: WEFT_EVENTS_URL, token: HF_TOKEN }
}

/** What the environment asks for; every problem of it is named at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const values = parse(environment, env)
  return {
    hub: { url: values.HF_ENDPOINT.replace(/\/$/, ''), accessToken: values.HF_TOKEN },
    job: values.WEFT_JOB,
    workFolder: values.WEFT_WORK_DIR,
    threads: values.WEFT_THREADS,
  }
}
export type Config = ReturnType<typeof readConfig>

function parse<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv) {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  throw new Error(`Invalid configuration:\n${z.prettifyError(parsed.error)}`)
}
