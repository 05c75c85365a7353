import type { Client } from '@weft/client/client'
import { createClient as createSocket } from 'graphql-ws'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { JobEventsAcrossSubgraphsDocument, JobHistoryDocument } from '../generated/documents.ts'
import type { JobHistoryQuery } from '../generated/documents.ts'
import { startTogether } from '../harness/platform.ts'
import { createJob, createRows, registerTinyworld } from '../harness/tinyworld.ts'

type Cut = { seen: string[]; isOver: boolean }

/** Reads up to `count` events from after a cursor, then drops the socket without a word. */
async function readAndDrop(
  { url, token }: { url: string; token: string },
  { id, after, count }: { id: string; after: string | null; count: number },
): Promise<Cut> {
  let socket: WebSocket | undefined
  const client = createSocket({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    on: { opened: (opened) => (socket = opened as WebSocket) },
  })
  const seen: string[] = []
  try {
    const events = client.iterate<{ jobEvents: { cursor: string } }>({
      query: JobEventsAcrossSubgraphsDocument.toString(),
      variables: { id, after },
    })
    for await (const { data } of events) {
      seen.push(data!.jobEvents.cursor)
      if (seen.length === count) {
        socket!.terminate()
        return { seen, isOver: false }
      }
    }
    return { seen, isOver: true }
  } finally {
    await client.dispose()
  }
}

async function storedCursors(client: Client, id: string): Promise<string[]> {
  const cursors: string[] = []
  let after: string | null = null
  do {
    const answer: JobHistoryQuery = await client.request(JobHistoryDocument, { id, after })
    const { edges, pageInfo }: NonNullable<JobHistoryQuery['job']>['events'] = answer.job!.events
    cursors.push(...edges.map(({ cursor }) => cursor))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after)
  return cursors
}

test('a subscriber whose socket is cut twenty times sees every event once, in order', async () => {
  const platform = await startTogether()
  const { client } = platform
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const hyperparameters = { epochs: 10, learningRate: 1e-3, maxSteps: 80 }
  const id = await createJob(client, { baseModelId, datasetId, hyperparameters })

  const seen: string[] = []
  let cuts = 0
  for (;;) {
    const count = cuts < 20 ? 1 + Math.floor(Math.random() * 5) : Infinity
    const cut = await readAndDrop(platform, { id, after: seen.at(-1) ?? null, count })
    seen.push(...cut.seen)
    if (cut.isOver) break
    cuts++
  }

  expect(cuts).toBe(20)
  expect(seen).toEqual(await storedCursors(client, id))
})
