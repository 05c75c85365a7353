import { defineEntity, p } from '@mikro-orm/postgresql'
import { statuses } from '../jobs/job.entity.ts'
import type { Files } from '../jobs/job.entity.ts'

const schema = defineEntity({
  name: 'Attempt',
  tableName: 'job_attempt',
  properties: {
    jobId: p.text().primary(),
    /** From 1. */
    number: p.integer().primary(),
    status: p.enum(statuses).onCreate(() => 'RUNNING'),
    reason: p.text().nullable(),
    startedAt: p.datetime().onCreate(() => new Date()),
    endedAt: p.datetime().nullable(),
    exitCode: p.integer().nullable(),
    /** Of the newest event stored; the worker numbers them 1, 2, 3, … */
    lastSeq: p.integer().onCreate(() => 0),
    launchedAt: p.datetime().nullable(),
    lastHeardAt: p.datetime().nullable(),
    /** What the worker said came of it. */
    result: p.json<Files>().nullable(),
    /** In the worker's own words. */
    error: p.text().nullable(),
    /** When the platform, going down, ended the worker. */
    stoppedAt: p.datetime().nullable(),
  },
  indexes: [{ properties: ['endedAt'] }],
})

/** One run of the worker of a job. */
export class Attempt extends schema.class {
  isOpen(): boolean {
    return !this.endedAt
  }

  /** The name of its workload in the runner. */
  workload(): string {
    return `${this.jobId}-${this.number}`
  }
}

schema.setClass(Attempt)
