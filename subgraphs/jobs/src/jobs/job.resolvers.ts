import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import { stoppable } from '@weft/kit/stoppable'
import type { Context } from '../context.ts'
import { findEvents, findLogs } from '../events/event.service.ts'
import { findMetrics } from '../events/metrics.ts'
import type { CustomizationJobResolvers, Resolvers } from '../generated/graphql.ts'
import { createCustomizationJob } from './job.creation.ts'
import type { Job } from './job.entity.ts'
import { cancelJob, findJobs, getJob, watchJob } from './job.service.ts'

const CustomizationJob: CustomizationJobResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.jobs.load(id),
  namespace: ({ namespace }) => ({ name: namespace }),
  attempts: async ({ id }, _, { loaders }) => (await loaders.attempts.load(id))?.rows ?? [],
  events: ({ id }, page, context) => findEvents(context, id, page),
  logs: ({ id }, page, context) => findLogs(context, id, page),
  metrics: ({ id }, wanted, { em }) => findMetrics(em, id, wanted),
  baseModel: ({ baseModelId }) => ({ id: baseModelId }),
  dataset: ({ datasetVersionId }) => ({ id: datasetVersionId }),
  checkpoints: ({ id }, _, context) => checkpointsOf(context, id),
  bestCheckpoint: async ({ id }, _, context) =>
    (await checkpointsOf(context, id)).find(({ isBest }) => isBest) ?? null,
  outputModel: ({ outputModelId }) => (outputModelId ? { id: outputModelId } : null),
}

export const resolvers = {
  Query: {
    job: (_, { id }, { loaders }) => loaders.jobs.load(id),
    jobs: (_, page, context) => findJobs(context, page),
  },

  Mutation: {
    createCustomizationJob: (_, { input }, context) =>
      orError(
        () => createCustomizationJob(context, input),
        NotFoundError,
        ConflictError,
        ValidationError,
      ),
    cancelJob: (_, { id }, context) =>
      orError(() => cancelJob(context, id), NotFoundError, ConflictError),
  },
  CreateJobResult: resultOf('CustomizationJob'),
  ChangeJobResult: resultOf('CustomizationJob'),

  Subscription: {
    jobUpdated: {
      subscribe: async (_, { id }, context) => {
        await getJob(context, id)
        return stoppable((signal) => toField(watchJob(context, id, signal)))
      },
    },
  },

  Job: { __resolveType: () => 'CustomizationJob' },
  CustomizationJob,

  Model: {
    producedBy: ({ id }, _, { loaders }) => loaders.producers.load(id),
    customizations: ({ id }, page, { loaders }) => loaders.customizations.load(id, page),
  },
  DatasetVersion: {
    usedBy: ({ id }, page, { loaders }) => loaders.usedBy.load(id, page),
  },
} satisfies Resolvers

async function checkpointsOf({ loaders }: Context, jobId: string) {
  return (await loaders.checkpoints.load(jobId))?.rows ?? []
}

async function* toField(jobs: AsyncIterable<Job>) {
  for await (const jobUpdated of jobs) yield { jobUpdated }
}
