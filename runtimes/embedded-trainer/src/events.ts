export type MetricValue = { name: string; value: number }

/** What a worker tells the platform. */
export type WorkerEvent =
  | { type: 'log'; stream: 'STDOUT' | 'STDERR'; text: string }
  | {
      type: 'progress'
      phase: 'DOWNLOADING' | 'WORKING' | 'UPLOADING'
      /** Of the whole job, 0 to 100. */
      percent: number
      /** Null while it is not known yet, like the three that follow. */
      step: number | null
      stepCount: number | null
      epoch: number | null
      epochCount: number | null
      secondsRemaining: number | null
    }
  | { type: 'metrics'; step: number; values: MetricValue[] }
  | {
      type: 'checkpoint'
      step: number
      revision: string
      metrics: MetricValue[]
      isBest: boolean
    }
  | { type: 'result'; repository: string; revision: string; tokens: number }
  | { type: 'error'; message: string }

/** What the platform wants of the worker. */
export const CONTROLS = ['continue', 'save', 'pause', 'cancel'] as const
export type Control = (typeof CONTROLS)[number]

/** `unwanted`: the platform knows this attempt no more. `unreachable`: it did not answer for long. */
export type Outcome = 'unwanted' | 'unreachable'
