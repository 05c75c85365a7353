import { availableParallelism } from 'node:os'
import { z } from 'zod'

const model = z.object({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is not namespace/name'),
  revision: z.string().regex(/^[0-9a-f]{40}$/, 'is not a commit of 40 hex digits'),
  servedName: z.string().min(1),
})

const count = z.coerce.number().int().positive()

const environment = z.object({
  HF_ENDPOINT: z.url(),
  HF_TOKEN: z.string().min(1),
  WEFT_MODEL: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('is not JSON')
        return z.NEVER
      }
    })
    .pipe(model),
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().default('127.0.0.1'),
  VLLM_API_KEY: z.string().min(1),
  WEFT_WORK_DIR: z.string().min(1),
  WEFT_THREADS: count.default(() => Math.max(1, availableParallelism() - 1)),
  WEFT_CONTEXT_LENGTH: count.optional(),
  WEFT_SEQUENCES: count.default(4),
})

/** What the environment asks for; every problem of it is named at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = environment.safeParse(env)
  if (!parsed.success) throw new Error(`Invalid configuration:\n${z.prettifyError(parsed.error)}`)
  const values = parsed.data
  return {
    hub: { url: values.HF_ENDPOINT.replace(/\/$/, ''), accessToken: values.HF_TOKEN },
    model: values.WEFT_MODEL,
    port: values.PORT,
    host: values.HOST,
    apiKey: values.VLLM_API_KEY,
    workFolder: values.WEFT_WORK_DIR,
    threads: values.WEFT_THREADS,
    contextLength: values.WEFT_CONTEXT_LENGTH,
    sequenceCount: values.WEFT_SEQUENCES,
  }
}
export type Config = ReturnType<typeof readConfig>
