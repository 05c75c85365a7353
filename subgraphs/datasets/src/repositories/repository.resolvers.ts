import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { findRevision, findVersions } from '../versions/version.service.ts'
import { createRepository, findRepositories, findRepository } from './repository.service.ts'

export const resolvers: Resolvers = {
  Query: {
    dataset: (_, { by }, ctx) => findRepository(ctx, by),
    datasets: (_, { filter, ...page }, ctx) => findRepositories(ctx, page, filter),
  },

  Mutation: {
    createDataset: (_, { input }, ctx) =>
      orError(() => createRepository(ctx, input), ConflictError, NotFoundError, ValidationError),
  },

  CreateDatasetResult: resultOf('Dataset'),

  Dataset: {
    __resolveReference: ({ id }, { loaders }) => loaders.repositories.load(id),
    ref: (repository) => repository.ref(),
    namespace: ({ namespace }) => ({ name: namespace }),
    version: ({ id }, { revision }, ctx) => findRevision(ctx, id, revision),
    versions: ({ id }, page, ctx) => findVersions(ctx, id, page),
    sizeBytes: async ({ id }, _, { loaders }) =>
      Number((await loaders.repositorySizes.load(id))?.size ?? 0),
  },
}
