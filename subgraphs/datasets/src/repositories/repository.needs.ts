import { ConflictError } from '@weft/kit/errors'
import { serviceAccount } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import { batchLoader } from '@weft/kit/loader'
import type { Context } from '../context.ts'
import { NeedsOfRepositoryDocument } from '../generated/documents.ts'
import type { Repository } from './repository.entity.ts'

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

/** Asks for all that there are, whoever may see them; how many is all that is told. */
export async function refuseWhileNeeded(
  { loaders }: Context,
  repository: Repository,
  hint = '',
): Promise<void> {
  const needs = (await loaders.repositoryNeeds.load(repository.id))!
  const held = Object.entries({ model: needs.models, job: needs.jobs })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}${count === 1 ? '' : 's'}`)
  if (held.length)
    throw new ConflictError(
      `\`${repository.ref()}\` is still needed by ${held.join(' and ')}.${hint}`,
    )
}
