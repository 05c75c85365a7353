import { serviceAccount } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import { batchLoader } from '@weft/kit/loader'
import { NeedsOfRepositoryDocument } from '../generated/documents.ts'

export const createNeedsLoaders = (graph: Graph) => ({
  /** How many models were registered from a repository, and how many jobs were made on it, in all namespaces. */
  repositoryNeeds: batchLoader(
    (ids) => Promise.all(ids.map((id) => needsOf(graph, id))),
    ({ id }) => id,
  ),
})

async function needsOf(graph: Graph, id: string) {
  const everywhere = serviceAccount('datasets', '*')
  const { models, jobs } = await graph(everywhere, NeedsOfRepositoryDocument, { id })
  return { id, models: models.totalCount, jobs: jobs.totalCount }
}
