import { NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { grantRole, revokeRole } from './grant.service.ts'

export const resolvers = {
  Mutation: {
    grantRole: (_, { input }, context) =>
      orError(() => grantRole(context, input), NotFoundError, ValidationError),
    revokeRole: (_, { input }, context) => orError(() => revokeRole(context, input), NotFoundError),
  },
  GrantRoleResult: resultOf('Grant'),
  RevokeRoleResult: resultOf('Grant'),

  Namespace: {
    grants: async ({ name }, _, { loaders }) =>
      (await loaders.grantsByNamespace.load(name))?.grants ?? null,
  },
} satisfies Resolvers
