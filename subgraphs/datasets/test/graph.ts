import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { bearerOf, canSee, verifyIdentity } from '@weft/kit/identity'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

export type GraphUnderTest = {
  url: string
  /** The namespaces there are, each with how many bytes it may store. */
  storageBytes: Record<string, number | null>
  /** The namespace of each project, by its id. */
  projects: Record<string, string>
  /** What needs a repository, by its id. */
  needs: Record<string, { models: number; jobs: number }>
  /** What happens when it is asked for needs, before it answers that there are none. */
  onNeeds: (() => Promise<unknown>) | null
}

const Question = z.object({
  query: z.string(),
  variables: z.object({ name: z.string().default(''), id: z.string().default('') }),
})

/** Answers what datasets asks the graph, to each caller as the graph would. */
export async function startGraph(): Promise<GraphUnderTest> {
  const graph: GraphUnderTest = {
    url: '',
    storageBytes: { acme: null, other: null },
    projects: {},
    needs: {},
    onNeeds: null,
  }
  const server = createServer((request, response) => {
    void (async () => {
      const token = bearerOf(request.headers.authorization) ?? ''
      const viewer = await verifyIdentity(identitySecret, token, 'gateway')
      const { query, variables } = Question.parse(await json(request))
      const { name, id } = variables
      if (query.includes('query NeedsOfRepository')) await graph.onNeeds?.()
      const storageBytes = graph.storageBytes[name]
      const isSeen = viewer && canSee(viewer, name) && storageBytes !== undefined
      const namespace = isSeen ? { name, quota: { storageBytes } } : null
      const owner = graph.projects[id]
      const project =
        viewer && owner && canSee(viewer, owner) ? { id, namespace: { name: owner } } : null
      response.end(JSON.stringify({ data: { namespace, project, ...countsOf(graph.needs[id]) } }))
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  graph.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return graph
}

const countsOf = ({ models, jobs } = { models: 0, jobs: 0 }) => ({
  models: { totalCount: models },
  jobs: { totalCount: jobs },
})
