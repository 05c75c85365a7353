import { Pool } from 'undici'
import type { Needs } from '@weft/kit/http-server'
import type { LocalSubgraph } from '@weft/kit/subgraph-server'
import type { Config } from '../config.ts'
import type { Vouch } from '../identity/identities.ts'
import { createHttpTransport } from './http-transport.ts'
import { createLocalTransport } from './local-transport.ts'
import type { Transport } from './transport.ts'

/** One subgraph, and the connections to it that are kept open for what is no operation, too. */
export type Subgraph = {
  name: string
  origin: string
  pool: Pool
  transport: Transport
  /** Answers a request as it came; only in this process. */
  handle?: LocalSubgraph['handle']
  /** How long it may take for its part of a query. */
  timeoutSeconds: number
}
export type Subgraphs = ReadonlyMap<string, Subgraph>

/** Where each subgraph of the supergraph listens. */
export const subgraphUrls = (config: Config): Record<string, string> => ({
  entities: config.ENTITIES_URL,
  datasets: config.DATASETS_URL,
  jobs: config.JOBS_URL,
  deployments: config.DEPLOYMENTS_URL,
  guardrails: config.GUARDRAILS_URL,
})

/** Where those take operations. */
export const graphqlUrls = (urls: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [name, new URL('/graphql', url).href]),
  )

type Connecting = {
  timeouts: Pick<Config, 'SUBGRAPH_TIMEOUT_SECONDS' | 'SUBGRAPH_TIMEOUTS'>
  vouch: Vouch
  /** Those that run in this process. */
  local?: Locals | undefined
}
export type Locals = ReadonlyMap<string, LocalSubgraph>

export function connectSubgraphs(
  urls: Record<string, string>,
  { timeouts, vouch, local }: Connecting,
): Subgraphs {
  const connect = ([name, url]: [string, string]): [string, Subgraph] => {
    const { origin, pathname, search } = new URL(url)
    const timeoutSeconds = timeouts.SUBGRAPH_TIMEOUTS[name] ?? timeouts.SUBGRAPH_TIMEOUT_SECONDS
    const milliseconds = timeoutSeconds * 1_000
    const pool = new Pool(origin, {
      connections: 128,
      connect: { timeout: 5_000 },
      headersTimeout: milliseconds,
      bodyTimeout: milliseconds,
    })
    const path = pathname + search
    const here = local?.get(name)
    const transport = here
      ? createLocalTransport(name, here)
      : createHttpTransport({ name, origin, path, pool, vouch })
    return [
      name,
      { name, origin, pool, transport, timeoutSeconds, ...(here && { handle: here.handle }) },
    ]
  }
  return new Map(Object.entries(urls).map(connect))
}

/** Each subgraph has to be ready. */
export const needsOf = (subgraphs: Subgraphs): Needs =>
  Object.fromEntries(
    [...subgraphs.values()].map(({ name, pool }) => [name, () => checkReadiness(pool)]),
  )

async function checkReadiness(pool: Pool) {
  const { statusCode, body } = await pool.request({
    path: '/health/ready',
    method: 'GET',
    signal: AbortSignal.timeout(2_000),
  })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(text.slice(0, 500))
}

export const disconnectSubgraphs = async (subgraphs: Subgraphs): Promise<void> => {
  await Promise.all([...subgraphs.values()].map(({ pool }) => pool.destroy()))
}
