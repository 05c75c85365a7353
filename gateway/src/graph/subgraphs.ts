import { Pool } from 'undici'
import type { Config } from '../config.ts'

/** One subgraph, where it takes operations, and the connections to it that are kept open for queries. */
export type Subgraph = {
  name: string
  origin: string
  path: string
  pool: Pool
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

type Timeouts = Pick<Config, 'SUBGRAPH_TIMEOUT_SECONDS' | 'SUBGRAPH_TIMEOUTS'>

export function connectSubgraphs(urls: Record<string, string>, timeouts: Timeouts): Subgraphs {
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
    return [name, { name, origin, path: pathname + search, pool, timeoutSeconds }]
  }
  return new Map(Object.entries(urls).map(connect))
}

/** Throws when a subgraph cannot do its work, naming all of which that is true. */
export async function checkSubgraphs(subgraphs: Subgraphs): Promise<void> {
  const check = async ({ name, pool }: Subgraph) => {
    try {
      const { statusCode, body } = await pool.request({
        path: '/health/ready',
        method: 'GET',
        signal: AbortSignal.timeout(2_000),
      })
      const text = await body.text()
      return statusCode === 200 ? null : `${name}: ${text.slice(0, 500)}`
    } catch (error) {
      return `${name}: ${String(error)}`
    }
  }
  const problems = (await Promise.all([...subgraphs.values()].map(check))).filter(Boolean)
  if (problems.length) throw new Error(problems.join('; '))
}

export const disconnectSubgraphs = async (subgraphs: Subgraphs): Promise<void> => {
  await Promise.all([...subgraphs.values()].map(({ pool }) => pool.destroy()))
}
