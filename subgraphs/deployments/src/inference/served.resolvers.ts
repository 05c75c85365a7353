import type { Resolvers } from '../generated/graphql.ts'
import { findServed } from './served.service.ts'

export const resolvers = {
  Query: {
    servedModels: (_, { namespace }, { em, viewer }) => findServed(em, viewer, { namespace }),
  },
  ServedModel: {
    model: ({ modelId }) => ({ id: modelId }),
    deployment: async ({ deploymentId }, _, { loaders }) =>
      (await loaders.deployments.load(deploymentId))!,
  },
} satisfies Resolvers
