import { connectDatabase } from '@weft/kit/database'
import type { Database } from '@weft/kit/database'
import { onTestFinished } from 'vitest'
import { Attempt } from '#attempts/attempt.entity.ts'
import { JobEvent } from '#events/event.entity.ts'
import type { Happening } from '#events/event.entity.ts'
import { Hyperparameters } from '#jobs/hyperparameters.ts'
import { Job } from '#jobs/job.entity.ts'
import { databaseOf } from '#mikro-orm.config.ts'
import { startJobs } from './harness.ts'
import { ids } from './platform-double.ts'

export async function connect(url: string): Promise<Database> {
  const orm = await connectDatabase(databaseOf(url))
  onTestFinished(() => orm.close(true))
  return orm
}

const hyperparameters = Hyperparameters.parse({
  epochs: 1,
  batchSize: 8,
  learningRate: 0.001,
  warmupSteps: 0,
  weightDecay: 0,
  optimizer: 'ADAMW',
  schedule: 'COSINE',
  seed: 1,
  logInterval: 1,
  lora: { rank: 8, alpha: 16 },
})

/** A job, and one attempt unless it is queued, straight into the tables. */
export async function jobWith(
  orm: Database,
  fields: Partial<Job> = {},
  attempt: Partial<Attempt> = {},
): Promise<Job> {
  const em = orm.em.fork()
  const job = em.create(Job, {
    namespace: 'default',
    name: 'job',
    status: 'SUCCEEDED',
    createdBy: 'ada',
    baseModelId: ids.model,
    datasetId: 'dataset_01h455vb4pex5vsknk084sn02q',
    baseModel: { repository: 'default/tinyworld', revision: 'b'.repeat(40) },
    datasetVersionId: ids.version,
    dataset: { repository: 'default/atlas', revision: 'd'.repeat(40) },
    trainingType: 'SFT',
    finetuningType: 'LORA',
    hyperparameters,
    outputName: 'out',
    outputTags: [],
    outputRepositoryId: ids.repository,
    deploy: false,
    attemptCount: 1,
    ...fields,
  })
  await em.flush()
  if (job.status !== 'QUEUED')
    em.create(Attempt, { jobId: job.id, number: 1, status: 'SUCCEEDED', ...attempt })
  await em.flush()
  return job
}

/** The events of a job, from the first. */
export async function eventsOf(
  orm: Database,
  jobId: string,
  happenings: Happening[],
): Promise<void> {
  const em = orm.em.fork()
  await em.insertMany(
    JobEvent,
    happenings.map(({ type, data, at }, index) => ({
      jobId,
      number: index + 1,
      type,
      data,
      attempt: 1,
      at: at ?? new Date(),
    })),
  )
  await em.nativeUpdate(Job, { id: jobId }, { eventCount: happenings.length })
}

/** A job whose worker the test plays itself: the process that the runner has does nothing. */
export async function withoutWorker(attempt: Partial<Attempt> = {}) {
  const jobs = await startJobs('silent', { TRAINER_COMMAND: ['sleep', '60'] })
  const orm = await connect(jobs.databaseUrl)
  const status = attempt.endedAt ? 'FAILED' : 'RUNNING'
  const job = await jobWith(orm, { status }, { status, ...attempt })
  return { jobs, orm, id: job.id }
}
