import type { Viewer } from '@weft/kit/identity'
import { createClient } from 'graphql-ws'
import type { ExecutionResult } from 'graphql'
import { onTestFinished } from 'vitest'
import type { JobsUnderTest } from './harness.ts'

/** The results of a subscription over a socket of its own, which leaving the iteration closes. */
export async function subscribe<Data = Record<string, unknown>>(
  { url, authorization }: Pick<JobsUnderTest, 'url' | 'authorization'>,
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
  const results = client.iterate<Data>({ query, variables })
  const end = results.return!.bind(results)
  results.return = async (value?: unknown) => {
    client.terminate() // as a network does: without a word
    return end(value)
  }
  return results as AsyncIterableIterator<ExecutionResult<Data>>
}
