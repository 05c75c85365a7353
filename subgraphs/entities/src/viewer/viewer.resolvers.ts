import type { Resolvers } from '../generated/graphql.ts'

export const resolvers = {
  Query: {
    viewer: (_, __, { viewer }) => ({
      id: viewer.subject,
      name: viewer.subject,
      grants: viewer.grants.map((grant) => ({ subject: viewer.subject, ...grant })),
    }),
  },
} satisfies Resolvers
