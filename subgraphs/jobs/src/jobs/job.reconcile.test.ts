import type { WorkloadState } from '@weft/kit/runner'
import { expect, test } from 'vitest'
import { Attempt } from '../attempts/attempt.entity.ts'
import { Job } from './job.entity.ts'
import { decide, waitReason } from './job.reconcile.ts'
import type { Seen } from './job.reconcile.ts'

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000)

const jobWith = (fields: Partial<Job> = {}): Job =>
  Object.assign(new Job(), { id: 'job_1', status: 'RUNNING', deploy: false, ...fields })

const attemptWith = (fields: Partial<Attempt> = {}): Attempt =>
  Object.assign(new Attempt(), { jobId: 'job_1', number: 1, startedAt: at(0), ...fields })

const result = { repository: 'default/out', revision: 'a'.repeat(40) }
const running: WorkloadState = { state: 'running', startedAt: at(0), url: null }
const ended = (exitCode: number | null, reason = `exit code ${exitCode}`): WorkloadState => ({
  state: 'ended',
  startedAt: at(0),
  endedAt: at(5),
  exitCode,
  reason,
})

const seenWith = (fields: Partial<Seen> = {}): Seen => ({
  job: jobWith(),
  attempt: attemptWith(),
  workload: undefined,
  now: at(10),
  hearingSince: at(0),
  silenceSeconds: 60,
  ...fields,
})

test.for<[string, Partial<Seen>, object]>([
  [
    'a queued job without a repository for its output gets one',
    { job: jobWith({ status: 'QUEUED' }), attempt: null },
    { do: 'prepare' },
  ],
  [
    'a queued job that is prepared waits to be let in',
    { job: jobWith({ status: 'QUEUED', outputRepositoryId: 'r' }), attempt: null },
    { do: 'nothing' },
  ],
  [
    'a queued job that nobody wants any more is cancelled',
    { job: jobWith({ status: 'CANCELLING', cancelledBy: 'ada' }), attempt: null },
    { do: 'end', status: 'CANCELLED', reason: 'cancelled by ada' },
  ],
  ['an attempt that never began is launched', {}, { do: 'launch' }],
  ['a worker that runs is left alone', { workload: running }, { do: 'nothing' }],
  [
    'a worker that is told to end may say goodbye',
    { job: jobWith({ status: 'CANCELLING', cancelRequestedAt: at(9) }), workload: running },
    { do: 'wait', until: at(12) },
  ],
  [
    'a worker that does not say goodbye is ended',
    {
      job: jobWith({ status: 'CANCELLING', cancelRequestedAt: at(7), cancelledBy: 'ada' }),
      workload: running,
    },
    {
      do: 'stop',
      verdict: { status: 'CANCELLED', reason: 'cancelled by ada', exitCode: null },
    },
  ],
  [
    'a worker that says nothing is ended',
    { workload: running, attempt: attemptWith({ lastHeardAt: at(2) }), now: at(62) },
    {
      do: 'stop',
      verdict: { status: 'FAILED', reason: 'The trainer was silent for 60 s.', exitCode: null },
    },
  ],
  [
    'a silence while nobody could hear does not count',
    { workload: running, now: at(100), hearingSince: at(50) },
    { do: 'nothing' },
  ],
  [
    'a result counts, however the worker ended',
    { attempt: attemptWith({ result }), workload: ended(1) },
    { do: 'judge', verdict: { status: 'SUCCEEDED', reason: null, exitCode: 1 } },
  ],
  [
    'a result is registered',
    { attempt: attemptWith({ result, endedAt: at(5) }) },
    { do: 'register' },
  ],
  [
    'a registered result is deployed where that was asked for',
    {
      job: jobWith({ outputModelId: 'm', deploy: true }),
      attempt: attemptWith({ result, endedAt: at(5) }),
    },
    { do: 'deploy' },
  ],
  [
    'a registered result ends the job',
    {
      job: jobWith({ outputModelId: 'm' }),
      attempt: attemptWith({ result, endedAt: at(5) }),
    },
    { do: 'end', status: 'SUCCEEDED', reason: null },
  ],
])('%s', ([, fields, step]) => {
  expect(decide(seenWith(fields))).toEqual(step)
})

test.for<[string, Partial<Attempt>, WorkloadState | undefined]>([
  ['The trainer was killed by SIGKILL.', {}, ended(null, 'killed by SIGKILL')],
  ['The trainer ended with exit code 7.', {}, ended(7)],
  ['The trainer ended without a result.', {}, ended(0)],
  ['The rows are of no use.', { error: 'The rows are of no use.' }, ended(1)],
  ['The platform was stopped while the job ran.', { stoppedAt: at(4) }, ended(null, 'killed')],
  [
    'The trainer ended unseen, while or after the platform was restarted: nobody knows its exit code.',
    { launchedAt: at(1) },
    undefined,
  ],
])('a failed job says: %s', ([reason, fields, workload]) => {
  expect(decide(seenWith({ attempt: attemptWith(fields), workload }))).toEqual({
    do: 'judge',
    verdict: expect.objectContaining({ status: 'FAILED', reason }) as unknown,
  })
})

test('a waiting job knows its place', () => {
  expect(waitReason(1, 1, 0)).toBe('waits for a free slot: 1 of 1 is taken; first in the queue')
  expect(waitReason(2, 2, 6)).toBe('waits for a free slot: 2 of 2 are taken; number 7 in the queue')
})
