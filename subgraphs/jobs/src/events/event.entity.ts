import { defineEntity, p } from '@mikro-orm/postgresql'
import { isFinal } from '../jobs/job.entity.ts'
import type { Progress, Status } from '../jobs/job.entity.ts'

export type MetricValue = { name: string; value: number }
export type StatusChange = { from: Status | null; to: Status; reason: string | null }
export type Metrics = { step: number; values: MetricValue[] }
export type LogLine = { stream: 'STDOUT' | 'STDERR' | 'PLATFORM'; text: string }
export type SavedState = {
  step: number
  versionId: string
  metrics: MetricValue[]
  /** As it was when it was saved. */
  isBest: boolean
}

type Data = {
  STATUS: StatusChange
  PROGRESS: Progress
  METRICS: Metrics
  LOG: LogLine
  CHECKPOINT: SavedState
}
export type EventType = keyof Data
const types = ['STATUS', 'PROGRESS', 'METRICS', 'LOG', 'CHECKPOINT'] as const satisfies EventType[]

/** What happened, before it has its number. */
export type Happening<T extends EventType = EventType> = {
  [K in T]: { type: K; data: Data[K]; at?: Date }
}[T]

const schema = defineEntity({
  name: 'JobEvent',
  properties: {
    jobId: p.text().primary(),
    /** 1, 2, 3, … of the job, without gaps, in the order in which they were committed. */
    number: p.integer().primary(),
    type: p.enum(types),
    data: p.json<Data[EventType]>(),
    /** The number of the attempt; 0 before the first. */
    attempt: p.integer(),
    at: p.datetime(),
  },
  indexes: [{ properties: ['jobId', 'type', 'number'] }],
})

/** One thing that happened to a job. Written once, never changed. */
export class JobEvent extends schema.class {}

schema.setClass(JobEvent)

/** An event of one type, with its data. */
export type EventOf<T extends EventType> = JobEvent & { type: T; data: Data[T] }
export type StatusEvent = EventOf<'STATUS'>
export type ProgressEvent = EventOf<'PROGRESS'>
export type MetricsEvent = EventOf<'METRICS'>
export type LogEvent = EventOf<'LOG'>
export type CheckpointEvent = EventOf<'CHECKPOINT'>

export const isOf = <T extends EventType>(event: JobEvent, type: T): event is EventOf<T> =>
  event.type === type

/** Whether nothing can come after it. */
export const isLast = (event: JobEvent): boolean => isOf(event, 'STATUS') && isFinal(event.data.to)
