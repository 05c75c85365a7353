import { defineEntity, p } from '@mikro-orm/postgresql'
import { ConflictError } from '@weft/kit/errors'
import { newId } from '@weft/kit/ids'
import { finetuningTypes, trainingTypes } from './hyperparameters.ts'
import type { Hyperparameters } from './hyperparameters.ts'

export const statuses = [
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'CANCELLED',
  'SUCCEEDED',
  'FAILED',
] as const
export type Status = (typeof statuses)[number]
export const openStatuses: Status[] = ['QUEUED', 'RUNNING', 'CANCELLING']
export const isFinal = (status: Status): boolean => !openStatuses.includes(status)

export const phases = [
  'WAITING',
  'DOWNLOADING',
  'WORKING',
  'UPLOADING',
  'REGISTERING',
  'DONE',
] as const

/** As a worker reported it; only the first phase and the last two are the platform's own. */
export type Progress = {
  percent: number
  phase: (typeof phases)[number]
  step: number | null
  stepCount: number | null
  epoch: number | null
  epochCount: number | null
  secondsRemaining: number | null
}

const notBegun: Progress = {
  percent: 0,
  phase: 'WAITING',
  step: null,
  stepCount: null,
  epoch: null,
  epochCount: null,
  secondsRemaining: null,
}

/**
 * Files of a repository, exactly: which, by its name when the job was made, and at which commit (40 hex digits). The ids are not
 * known of jobs that were made when they were not kept.
 */
export type Files = { repositoryId?: string; repository: string; revision: string }

const schema = defineEntity({
  name: 'Job',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('job')),
    namespace: p.text(),
    name: p.text(),
    status: p.enum(statuses).onCreate(() => 'QUEUED'),
    statusReason: p.text().nullable(),
    progress: p.json<Progress>().onCreate(() => notBegun),
    createdBy: p.text(),
    createdAt: p.datetime().onCreate(() => new Date()),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    clientRequestId: p.text().nullable(),

    baseModelId: p.text(),
    baseModel: p.json<Files>(),
    datasetId: p.text(),
    datasetVersionId: p.text(),
    dataset: p.json<Files>(),
    trainingType: p.enum(trainingTypes),
    finetuningType: p.enum(finetuningTypes),
    hyperparameters: p.json<Hyperparameters>(),

    outputName: p.text(),
    outputDescription: p.text().nullable(),
    outputTags: p.array<string>(),
    outputRepositoryId: p.text().nullable(),
    outputModelId: p.text().nullable().index(),
    deploy: p.boolean(),

    /** The number of the newest event; given out under a lock of this row, so that numbers have no gaps. */
    eventCount: p.integer().onCreate(() => 0),
    attemptCount: p.integer().onCreate(() => 0),
    cancelledBy: p.text().nullable(),
    cancelRequestedAt: p.datetime().nullable(),
    /** Since when the rest of the platform has not answered what this job needs of it. */
    unansweredSince: p.datetime().nullable(),
  },
  uniques: [{ properties: ['namespace', 'clientRequestId'] }],
  indexes: [
    { properties: ['status', 'id'] },
    { properties: ['namespace', 'id'] },
    { properties: ['baseModelId', 'id'] },
    { properties: ['datasetVersionId', 'id'] },
    { properties: ['datasetId', 'id'] },
  ],
})

/** A customization job: trains an adapter of one base model on one version of a dataset. */
export class Job extends schema.class {
  isFinal(): boolean {
    return isFinal(this.status)
  }

  outputRepository(): string {
    return `${this.namespace}/${this.outputName}`
  }

  /** Asks for the end; the controller brings it about. */
  cancel(subject: string, now: Date): void {
    if (this.isFinal())
      throw new ConflictError(`Job ${this.id} has ended already: ${this.status.toLowerCase()}.`)
    this.cancelledBy ??= subject
    this.cancelRequestedAt ??= now
  }
}

schema.setClass(Job)
