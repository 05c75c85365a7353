import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import { stoppable } from '@weft/kit/stoppable'
import type { Resolvers } from '../generated/graphql.ts'
import {
  createDeployment,
  deleteDeployment,
  findDeployments,
  updateDeployment,
  watchDeployment,
} from './deployment.service.ts'
import type { Deployment } from './deployment.entity.ts'

async function* toField(deployments: AsyncGenerator<Deployment>) {
  for await (const deploymentUpdated of deployments) yield { deploymentUpdated }
}

export const resolvers = {
  Query: {
    deployment: (_, { id }, { loaders }) => loaders.deployments.load(id),
    deployments: (_, args, context) => findDeployments(context, args),
  },

  Mutation: {
    createDeployment: (_, { input }, context) =>
      orError(
        () => createDeployment(context, input),
        NotFoundError,
        ConflictError,
        ValidationError,
      ),
    updateDeployment: (_, { input }, context) =>
      orError(
        () => updateDeployment(context, input),
        NotFoundError,
        ConflictError,
        ValidationError,
      ),
    deleteDeployment: (_, { id }, context) =>
      orError(() => deleteDeployment(context, id), NotFoundError, ConflictError),
  },
  CreateDeploymentResult: resultOf('Deployment'),
  ChangeDeploymentResult: resultOf('Deployment'),
  DeleteResult: resultOf('Deleted'),

  Subscription: {
    deploymentUpdated: {
      subscribe: async (_, { id }, context) => {
        if (!(await context.loaders.deployments.load(id)))
          throw new NotFoundError(`No deployment \`${id}\`.`)
        return stoppable((signal) => toField(watchDeployment(context, id, signal)))
      },
    },
  },

  Deployment: {
    __resolveReference: ({ id }, { loaders }) => loaders.deployments.load(id),
    namespace: ({ namespace }) => ({ name: namespace }),
    model: ({ modelId }) => ({ id: modelId }),
    adapters: ({ id }, _, { loaders }) => loaders.adapters.clear(id).load(id),
  },
  ServedAdapter: {
    model: ({ modelId }) => ({ id: modelId }),
  },

  Model: {
    __resolveReference: ({ id }) => ({ id }),
    deployments: ({ id }, page, { loaders }) => loaders.deploymentsOfModels(id, page),
    isServed: async ({ id }, _, { loaders }) => (await loaders.served.load(id)) !== null,
  },
} satisfies Resolvers
