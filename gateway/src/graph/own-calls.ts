import type { Logger } from '@weft/kit/log'
import { gateway } from '../identity/identify.ts'
import type { Vouch } from '../identity/identities.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createCall } from './calls.ts'
import type { Subgraph } from './subgraphs.ts'
import { NoAnswer } from './way.ts'

/** What the gateway asks a subgraph for itself, beside the graph. */
export type OwnCall = (
  path: string,
  body: string,
  options: { isRepeatable: boolean },
) => Promise<{ statusCode: number; text: string }>

type Options = { subgraph: Subgraph; vouch: Vouch; log: Logger; metrics: Pick<Metrics, 'circuit'> }

const timeoutMs = 5_000

/**
 * Calls with a circuit of their own: nobody's queries can make the gateway forget who asks, or what was done, by failing
 * again and again.
 */
export function createOwnCall({ subgraph, vouch, log, metrics }: Options): OwnCall {
  const { name, pool } = subgraph
  const call = createCall(`${name} for the gateway`, { log, metrics })
  return (path, body, { isRepeatable }) => {
    const work = async (leftMs: number) => {
      const signal = AbortSignal.timeout(Math.ceil(leftMs))
      const authorization = await vouch(gateway, name)
      const headers = { 'content-type': 'application/json', authorization }
      const request = pool.request({ path, method: 'POST', headers, body, signal })
      const answer = await request.catch(throwNoAnswer)
      const text = await answer.body.text().catch(throwNoAnswer)
      const { statusCode } = answer
      if (statusCode >= 502) throw new NoAnswer(`HTTP ${statusCode}: ${text.slice(0, 200)}`)
      return { statusCode, text }
    }
    return call(work, { isRepeatable, timeoutMs })
  }
}

function throwNoAnswer(cause: unknown): never {
  throw new NoAnswer(String(cause), { cause })
}
