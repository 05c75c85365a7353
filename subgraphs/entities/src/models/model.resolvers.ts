import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import { stoppable } from '@weft/kit/stoppable'
import { findHistory } from '../changes/change.service.ts'
import type { Context } from '../context.ts'
import type { ModelBy, Resolvers } from '../generated/graphql.ts'
import { findModels, findVersions } from './model.pages.ts'
import { registerModel } from './model.registration.ts'
import { findModelAsOf } from './model.past.ts'
import { deleteModel, findModelByRef, getModel, updateModel } from './model.service.ts'
import { followModels, startOf, watchModel } from './model.watching.ts'

export const resolvers = {
  Query: {
    model: (_, { by, asOf }, context) => findModel(context, by, asOf),
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

  Subscription: {
    modelUpdated: {
      subscribe: async (_, { id }, context) => {
        await getModel(context, id)
        return stoppable((signal) => toField('modelUpdated', watchModel(context, id, signal)))
      },
    },
    modelsChanged: {
      subscribe: async (_, { filter, after }, context) => {
        const last = await startOf(context, { filter, after })
        const options = { filter: filter ?? {}, last }
        return stoppable((signal) =>
          toField('modelsChanged', followModels(context, { ...options, signal })),
        )
      },
    },
  },

  RegisterModelResult: resultOf('Model'),
  UpdateModelResult: resultOf('Model'),
  DeleteResult: resultOf('Deleted'),

  ModelSpec: { isEmbedding: ({ isEmbedding }) => isEmbedding ?? false },

  Model: {
    __resolveReference: ({ id }, { loaders }) => loaders.models.load(id),
    ref: (model) => model.ref(),
    namespace: async ({ namespace }, _, { loaders }) =>
      (await loaders.namespacesByName.load(namespace))!,
    project: ({ projectId }, _, { loaders }) =>
      projectId ? loaders.projects.load(projectId) : null,
    artifact: (model) => model.artifact(),
    baseModel: ({ baseModelId }, _, { loaders }) =>
      baseModelId ? loaders.models.load(baseModelId) : null,
    derivedModels: ({ id }, page, context) =>
      findModels(context, { ...page, filter: { baseModelId: id } }),
    history: ({ id }, page, context) => findHistory(context, id, page),
    versions: (model, page, context) => findVersions(context, model, page),
  },
} satisfies Resolvers

async function findModel(context: Context, by: ModelBy, asOf: Date | null | undefined) {
  if (asOf) return findModelAsOf(context, by, asOf)
  return by.id ? context.loaders.models.load(by.id) : findModelByRef(context, by.ref!)
}

async function* toField<Name extends string, T>(name: Name, values: AsyncIterable<T>) {
  for await (const value of values) yield { [name]: value } as Record<Name, T>
}
