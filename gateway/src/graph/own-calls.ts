import type { Logger } from '@weft/kit/log'
import { gateway } from '../identity/identify.ts'
import type { Vouch } from '../identity/identities.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createCall } from './calls.ts'
import { post } from './post.ts'
import type { Subgraph } from './subgraphs.ts'

/** What the gateway asks a subgraph for itself, beside the graph. */
export type OwnCall = (
  path: string,
  body: string,
  options: { isRepeatable: boolean },
) => Promise<{ status: number; text: string }>

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
      const authorization = await vouch(gateway, name)
      return post(pool, {
        path,
        headers: { ...(authorization && { authorization }) },
        body,
        leftMs,
      })
    }
    return call(work, { isRepeatable, timeoutMs })
  }
}
