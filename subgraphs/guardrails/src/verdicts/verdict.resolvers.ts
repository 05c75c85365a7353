import { NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { checkAndRecord, findVerdicts } from './verdict.service.ts'

export const resolvers = {
  Query: {
    guardrailVerdict: (_, { id }, { loaders }) => loaders.verdicts.load(id),
    guardrailVerdicts: (_, args, context) => findVerdicts(context, args),
  },

  Mutation: {
    checkMessages: (_, { input }, context) =>
      orError(() => checkAndRecord(context, input), NotFoundError, ValidationError),
  },
  CheckMessagesResult: resultOf('GuardrailVerdict'),

  GuardrailVerdict: {
    __resolveReference: ({ id }, { loaders }) => loaders.verdicts.load(id),
    config: async ({ configId }, _, { loaders }) => (await loaders.configsInUse.load(configId))!,
    model: ({ modelId }) => (modelId ? { id: modelId } : null),
  },
} satisfies Resolvers
