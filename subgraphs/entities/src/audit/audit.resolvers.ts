import type { Resolvers } from '../generated/graphql.ts'
import { findAuditEntries } from './audit.service.ts'

export const resolvers = {
  Query: {
    auditLog: (_, args, context) => findAuditEntries(context, args),
  },
} satisfies Resolvers
