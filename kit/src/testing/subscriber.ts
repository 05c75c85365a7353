import type { SubgraphUnderTest } from './subgraph.ts'
import type { Viewer } from '../identity.ts'
import { createClient } from 'graphql-ws'
import type { ExecutionResult } from 'graphql'
import { onTestFinished } from 'vitest'

/** The results of a subscription over a socket of its own, which ends with the test. */
export async function subscribe<Data>(
  { url, authorization }: Pick<SubgraphUnderTest, 'url' | 'authorization'>,
  query: string,
  variables: Record<string, unknown>,
  viewer?: Viewer,
): Promise<AsyncIterableIterator<ExecutionResult<Data>>> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: await authorization(viewer) },
    retryAttempts: 0,
  })
  onTestFinished(async () => client.dispose())
  return client.iterate<Data>({ query, variables }) as AsyncIterableIterator<ExecutionResult<Data>>
}
