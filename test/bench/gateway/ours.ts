import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '@weft/kit/free-port'
import { cores, start } from './processes.ts'

/** By which our gateway takes identities that were signed. */
export const secret = 'the secret of the benchmark, long enough'

const program = fileURLToPath(new URL('weft.ts', import.meta.url))
const elsewhere = 'http://127.0.0.1:9'

const settings = {
  IDENTITY_SECRET: secret,
  ADMIN_TOKEN: 'hf_the_token_of_the_benchmark',
  LOG_LEVEL: 'warn', // as `npm start` has it
  COST_BUDGET: '1000000000', // counted, but never used up
  ENTITIES_URL: elsewhere,
  DATASETS_URL: elsewhere,
  JOBS_URL: elsewhere,
  DEPLOYMENTS_URL: elsewhere,
  GUARDRAILS_URL: elsewhere,
}

/** For instance `--cpu-prof`. */
const profiling = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []

/** Our gateway before the subgraphs at these origins, which begins to listen. */
export async function startOurs(
  supergraph: string,
  origins: Record<string, string>,
): Promise<{ origin: string; child: ChildProcess }> {
  const port = await freePort()
  const environment = {
    ...settings,
    SUPERGRAPH: supergraph,
    ORIGINS: JSON.stringify(origins),
    PORT: String(port),
  }
  const child = start({ given: [...profiling, program], core: cores.gateway, environment })
  return { origin: `http://127.0.0.1:${port}`, child }
}
