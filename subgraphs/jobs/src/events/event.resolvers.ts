import { toCursor } from '@weft/kit/connection'
import { stoppable } from '@weft/kit/stoppable'
import type { Context } from '../context.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { getJob } from '../jobs/job.service.ts'
import { toCheckpoint } from './checkpoints.ts'
import type { EventType, JobEvent } from './event.entity.ts'
import { followEvents, numberAfter } from './event.service.ts'

const typeNames = {
  STATUS: 'JobStatusChanged',
  PROGRESS: 'JobProgressed',
  METRICS: 'JobMetricsReported',
  LOG: 'JobLogged',
  CHECKPOINT: 'JobCheckpointSaved',
} as const satisfies Record<EventType, string>

const cursor = ({ number }: JobEvent) => toCursor(number)

const common = {
  cursor,
  job: ({ jobId }: JobEvent, _: unknown, context: Context) => getJob(context, jobId),
}

export const resolvers = {
  Subscription: {
    jobEvents: {
      subscribe: async (_, { id, after }, context) => {
        const job = await getJob(context, id)
        const last = numberAfter(after)
        return stoppable((signal) => toField(followEvents(context, job, { last, signal })))
      },
    },
  },

  JobEvent: { __resolveType: ({ type }) => typeNames[type] },
  JobStatusChanged: {
    ...common,
    from: ({ data }) => data.from,
    to: ({ data }) => data.to,
    reason: ({ data }) => data.reason,
  },
  JobProgressed: { ...common, progress: ({ data }) => data },
  JobMetricsReported: {
    ...common,
    step: ({ data }) => data.step,
    values: ({ data }) => data.values,
  },
  JobLogged: { ...common, line: (event) => event },
  JobCheckpointSaved: { ...common, checkpoint: toCheckpoint },

  JobLogLine: {
    cursor,
    stream: ({ data }) => data.stream,
    text: ({ data }) => data.text,
  },
  Checkpoint: { version: ({ versionId }) => ({ id: versionId }) },
  MetricSeries: { last: ({ points }) => points.at(-1) ?? null },
} satisfies Resolvers

async function* toField(events: AsyncIterable<JobEvent>) {
  for await (const jobEvents of events) yield { jobEvents }
}
