import { NotFoundError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { findGuardOf, guardModel } from './guard.service.ts'

export const resolvers = {
  Mutation: {
    guardModel: (_, { input }, context) => orError(() => guardModel(context, input), NotFoundError),
  },
  GuardModelResult: resultOf('Model'),

  Model: {
    __resolveReference: ({ id }) => ({ id }),
    guardrails: ({ id }, _, context) => findGuardOf(context, id),
  },
} satisfies Resolvers
