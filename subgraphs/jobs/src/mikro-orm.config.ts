import { databaseConfig } from '@weft/kit/database'
import { Attempt } from './attempts/attempt.entity.ts'
import { JobEvent } from './events/event.entity.ts'
import { Job } from './jobs/job.entity.ts'

export const databaseOf = (url: string): ReturnType<typeof databaseConfig> =>
  databaseConfig(url, { entities: [Job, Attempt, JobEvent], folder: import.meta.dirname })
