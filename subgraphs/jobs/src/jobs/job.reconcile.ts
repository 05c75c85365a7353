import type { WorkloadState } from '@weft/kit/runner'
import type { Attempt } from '../attempts/attempt.entity.ts'
import type { Job, Status } from './job.entity.ts'

/** How long a worker may take to save its work after it was told to end; then it is ended. */
const farewellSeconds = 3

export type Verdict = {
  status: Extract<Status, 'SUCCEEDED' | 'FAILED' | 'CANCELLED'>
  reason: string | null
  exitCode: number | null
}

export type Step =
  | { do: 'nothing' }
  /** Look again then, if not sooner. */
  | { do: 'wait'; until: Date }
  /** Have a repository for what comes out. */
  | { do: 'prepare' }
  | { do: 'launch' }
  /** End the worker, with this as its verdict. */
  | { do: 'stop'; verdict: Verdict }
  /** The worker is gone. */
  | { do: 'judge'; verdict: Verdict }
  | { do: 'register' }
  | { do: 'deploy' }
  | { do: 'end'; status: Status; reason: string | null }

export type Seen = {
  job: Job
  /** The newest. */
  attempt: Attempt | null
  workload: WorkloadState | undefined
  now: Date
  /** Since when workers could be heard: a silence before that is not theirs. */
  hearingSince: Date
  silenceSeconds: number
}

/** The one next step for an open job, from what is there: looked at anew each time, whatever happened before. */
export function decide(seen: Seen): Step {
  const { job, attempt } = seen
  if (attempt?.isOpen()) return decideWorker(seen, attempt)
  if (job.status === 'CANCELLING') return { do: 'end', status: 'CANCELLED', reason: cancelled(job) }
  if (job.status === 'QUEUED') return { do: job.outputRepositoryId ? 'nothing' : 'prepare' }
  if (attempt?.result) return decideOutput(job)
  return { do: 'end', status: 'FAILED', reason: attempt?.reason ?? unseen }
}

function decideOutput({ outputModelId, deploy }: Job): Step {
  if (!outputModelId) return { do: 'register' }
  return deploy ? { do: 'deploy' } : { do: 'end', status: 'SUCCEEDED', reason: null }
}

function decideWorker(seen: Seen, attempt: Attempt): Step {
  const { job, workload } = seen
  if (workload?.state === 'running') return decideRunning(seen, attempt)
  if (workload || attempt.launchedAt || attempt.lastHeardAt)
    return { do: 'judge', verdict: judge(job, attempt, workload) }
  if (job.status === 'CANCELLING') return { do: 'judge', verdict: judge(job, attempt, workload) }
  return { do: 'launch' }
}

function decideRunning({ job, now, ...seen }: Seen, attempt: Attempt): Step {
  if (job.status === 'CANCELLING') {
    const until = after(job.cancelRequestedAt ?? now, farewellSeconds)
    if (now < until) return { do: 'wait', until }
    return { do: 'stop', verdict: { status: 'CANCELLED', reason: cancelled(job), exitCode: null } }
  }
  const heard = Math.max(
    attempt.startedAt.getTime(),
    attempt.lastHeardAt?.getTime() ?? 0,
    seen.hearingSince.getTime(),
  )
  const until = after(new Date(heard), seen.silenceSeconds)
  if (now < until) return { do: 'nothing' }
  const reason = `The trainer was silent for ${seen.silenceSeconds} s.`
  return { do: 'stop', verdict: { status: 'FAILED', reason, exitCode: null } }
}

/** What became of a worker that runs no more. A result that was stored counts, however the process ended. */
export function judge(
  job: Job,
  attempt: Attempt,
  workload: Extract<WorkloadState, { state: 'ended' }> | undefined,
): Verdict {
  const exitCode = workload?.exitCode ?? null
  if (job.status === 'CANCELLING') return { status: 'CANCELLED', reason: cancelled(job), exitCode }
  if (attempt.result) return { status: 'SUCCEEDED', reason: null, exitCode }
  return { status: 'FAILED', reason: attempt.error ?? endOf(attempt, workload), exitCode }
}

function endOf(
  attempt: Attempt,
  workload: Extract<WorkloadState, { state: 'ended' }> | undefined,
): string {
  if (attempt.stoppedAt) return 'The platform was stopped while the job ran.'
  const signal = /^killed by (SIG\w+)$/.exec(workload?.reason ?? '')?.[1]
  if (signal) return `The trainer was killed by ${signal}.`
  if (workload?.exitCode === 0) return 'The trainer ended without a result.'
  if (workload && workload.exitCode !== null)
    return `The trainer ended with exit code ${workload.exitCode}.`
  return unseen
}

const unseen =
  'The trainer ended unseen, while or after the platform was restarted: nobody knows its exit code.'

const cancelled = ({ cancelledBy }: Job) => `cancelled by ${cancelledBy ?? 'nobody known'}`

const after = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1_000)

/** What a namespace may run at once, without limit when null; `problem` tells why nobody knows. */
export type Quota = { runningJobs: number | null } | { problem: string }

/** Of a job whose namespace has as many workers as it may; null when there is room. */
export function quotaReason(namespace: string, taken: number, quota: Quota): string | null {
  if ('problem' in quota) return `waits for the platform: ${quota.problem}`
  const { runningJobs: allowed } = quota
  if (allowed === null || taken < allowed) return null
  return `waits for the quota of namespace \`${namespace}\`: ${taken} of ${allowed} running jobs`
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

/** `place` counts from 0. */
export function waitReason(taken: number, slots: number, place: number): string {
  const isTaken = taken === 1 ? 'is taken' : 'are taken'
  const nth = ordinals[place] ?? `number ${place + 1}`
  return `waits for a free slot: ${taken} of ${slots} ${isTaken}; ${nth} in the queue`
}
