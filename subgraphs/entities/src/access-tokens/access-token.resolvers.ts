import { NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { createAccessToken, findAccessTokens, revokeAccessToken } from './access-token.service.ts'

export const resolvers = {
  Query: {
    accessTokens: (_, page, context) => findAccessTokens(context, page),
  },

  Mutation: {
    createAccessToken: (_, { input }, context) =>
      orError(() => createAccessToken(context, input), NotFoundError, ValidationError),
    revokeAccessToken: (_, { id }, context) =>
      orError(() => revokeAccessToken(context, id), NotFoundError),
  },
  CreateAccessTokenResult: resultOf('NewAccessToken'),

  AccessToken: {
    __resolveReference: ({ id }, { loaders }) => loaders.accessTokens.load(id),
  },
} satisfies Resolvers
