import { NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { findConfigByRef, findConfigs, saveConfig } from './config.service.ts'

export const resolvers = {
  Query: {
    guardrailConfig: (_, { by }, context) =>
      by.id ? context.loaders.configs.load(by.id) : findConfigByRef(context, by.ref!),
    guardrailConfigs: (_, args, context) => findConfigs(context, args),
  },

  Mutation: {
    saveGuardrailConfig: (_, { input }, context) =>
      orError(() => saveConfig(context, input), NotFoundError, ValidationError),
  },
  SaveGuardrailConfigResult: resultOf('GuardrailConfig'),

  GuardrailConfig: {
    __resolveReference: ({ id }, { loaders }) => loaders.configs.load(id),
    ref: (config) => config.ref(),
    namespace: ({ namespace }) => ({ name: namespace }),
  },
} satisfies Resolvers
