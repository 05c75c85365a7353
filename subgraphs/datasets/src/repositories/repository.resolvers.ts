import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import { stoppable } from '@weft/kit/stoppable'
import type { Resolvers } from '../generated/graphql.ts'
import { findRevision, findVersions } from '../versions/version.service.ts'
import { updateRepository, watchRepository } from './repository.changing.ts'
import { findRefs } from '../refs/ref.pages.ts'
import { deleteRepository, findRemaining } from './repository.deletion.ts'
import type { Repository } from './repository.entity.ts'
import { findRepositories } from './repository.pages.ts'
import {
  createRepository,
  findRepository,
  getRepository,
  getWritableRepository,
  hubUrlOf,
} from './repository.service.ts'

export const resolvers = {
  Query: {
    dataset: (_, { by }, ctx) => findRepository(ctx, by),
    datasets: (_, args, ctx) => findRepositories(ctx, args),
    remainingDataset: (_, { id }, ctx) => findRemaining(ctx, id),
  },

  Mutation: {
    createDataset: (_, { input }, ctx) =>
      orError(() => createRepository(ctx, input), ConflictError, NotFoundError, ValidationError),
    updateDataset: (_, { input }, ctx) =>
      orError(() => updateRepository(ctx, input), NotFoundError, ValidationError),
    deleteDataset: (_, { id }, ctx) =>
      orError(
        async () => deleteRepository(ctx, await getWritableRepository(ctx, 'deleteDataset', id)),
        NotFoundError,
        ConflictError,
      ),
  },

  Subscription: {
    datasetUpdated: {
      subscribe: async (_, { id }, ctx) => {
        await getRepository(ctx, id)
        return stoppable((signal) => toField(watchRepository(ctx, id, signal)))
      },
    },
  },

  CreateDatasetResult: resultOf('Dataset'),
  UpdateDatasetResult: resultOf('Dataset'),
  DeleteResult: resultOf('Deleted'),

  Dataset: {
    __resolveReference: (reference, ctx) => findRepository(ctx, reference),
    ref: (repository) => repository.ref(),
    namespace: ({ namespace }) => ({ name: namespace }),
    project: ({ projectId }) => (projectId ? { id: projectId } : null),
    version: ({ id }, { revision }, ctx) => findRevision(ctx, id, revision),
    versions: ({ id }, page, ctx) => findVersions(ctx, id, page),
    branches: ({ id: repositoryId }, page, ctx) =>
      findRefs(ctx, { table: 'branch', repositoryId }, page),
    labels: ({ id: repositoryId }, page, ctx) =>
      findRefs(ctx, { table: 'tag', repositoryId }, page),
    sizeBytes: async ({ id }, _, { loaders }) =>
      Number((await loaders.repositorySizes.load(id))?.size ?? 0),
    hubUrl: (repository, _, { config }) => hubUrlOf(config.PUBLIC_URL, repository),
  },

  Project: {
    __resolveReference: ({ id }) => ({ id }),
    datasets: ({ id }, page, ctx) => findRepositories(ctx, { ...page, filter: { projectId: id } }),
  },
} satisfies Resolvers

async function* toField(values: AsyncIterable<Repository>) {
  for await (const datasetUpdated of values) yield { datasetUpdated }
}
