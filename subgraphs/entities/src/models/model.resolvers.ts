import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { findModelByRef, findModels, findVersions, registerModel } from './model.service.ts'

export const resolvers = {
  Query: {
    model: (_, { by }, context) =>
      by.id ? context.loaders.models.load(by.id) : findModelByRef(context, by.ref!),
    models: (_, args, context) => findModels(context, args),
  },

  Mutation: {
    registerModel: (_, { input }, context) =>
      orError(() => registerModel(context, input), ConflictError, NotFoundError, ValidationError),
  },
  RegisterModelResult: resultOf('Model'),

  Model: {
    __resolveReference: ({ id }, { loaders }) => loaders.models.load(id),
    ref: (model) => model.ref(),
    namespace: async ({ namespace }, _, { loaders }) =>
      (await loaders.namespacesByName.load(namespace))!,
    artifact: ({ repositoryId, revision, format, sizeBytes }) => ({
      repository: { id: repositoryId },
      revision,
      format,
      sizeBytes,
    }),
    baseModel: ({ baseModelId }, _, { loaders }) =>
      baseModelId ? loaders.models.load(baseModelId) : null,
    derivedModels: ({ id }, page, context) =>
      findModels(context, { ...page, filter: { baseModelId: id } }),
    versions: (model, page, context) => findVersions(context, model, page),
  },
} satisfies Resolvers
