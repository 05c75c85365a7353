/** Something to run: a process here, a pod on a cluster. The name is its identity; the same name twice is one workload. */
export type Workload = {
  name: string
  /** The program and its arguments. */
  command: string[]
  /** All the environment it gets, besides what every process needs. */
  environment: Record<string, string>
  /** Whether it listens; then it gets `HOST` and `PORT`, and has an address. */
  listens: boolean
}

/** What was seen of a workload. */
export type WorkloadState =
  | { state: 'running'; startedAt: Date; url: string | null }
  | {
      state: 'ended'
      startedAt: Date
      endedAt: Date
      /** Null when a signal ended it, and when nobody was there to see. */
      exitCode: number | null
      /** How it ended, in words: `exit code 1`, `killed by SIGKILL`. */
      reason: string
    }

/** Where workloads run. All verbs are safe to repeat. */
export type Runner = {
  /** Starts it, unless it is there already. */
  apply: (workload: Workload) => Promise<void>
  /** What is there by that name; undefined when nothing is. */
  find: (name: string) => Promise<WorkloadState | undefined>
  /** Ends it (SIGTERM, then SIGKILL after `graceSeconds`) and forgets it. */
  remove: (name: string, graceSeconds?: number) => Promise<void>
  /** The last `bytes` of what it wrote to its standard error. */
  logs: (name: string, bytes?: number) => Promise<string>
  /** The names of all that are there, running or ended. */
  list: () => Promise<string[]>
  /** Calls `listener` when a workload started or ended; only a hint. Returns what stops that. */
  onChange: (listener: (name: string) => void) => () => void
  /** Ends everything that runs; what is known of it stays readable to the next runner at the same place. */
  close: () => Promise<void>
}
