import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { findModels, findVersions } from './model.pages.ts'
import { registerModel } from './model.registration.ts'
import { deleteModel, findModelByRef, updateModel } from './model.service.ts'

export const resolvers = {
  Query: {
    model: (_, { by }, context) =>
      by.id ? context.loaders.models.load(by.id) : findModelByRef(context, by.ref!),
    models: (_, args, context) => findModels(context, args),
  },

  Mutation: {
    registerModel: (_, { input }, context) =>
      orError(() => registerModel(context, input), ConflictError, NotFoundError, ValidationError),
    updateModel: (_, { input }, context) =>
      orError(() => updateModel(context, input), NotFoundError, ValidationError),
    deleteModel: (_, { id }, context) =>
      orError(() => deleteModel(context, id), NotFoundError, ConflictError),
  },
  RegisterModelResult: resultOf('Model'),
  UpdateModelResult: resultOf('Model'),
  DeleteResult: resultOf('Deleted'),

  Model: {
    __resolveReference: ({ id }, { loaders }) => loaders.models.load(id),
    ref: (model) => model.ref(),
    namespace: async ({ namespace }, _, { loaders }) =>
      (await loaders.namespacesByName.load(namespace))!,
    project: ({ projectId }, _, { loaders }) =>
      projectId ? loaders.projects.load(projectId) : null,
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
