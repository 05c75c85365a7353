import { LockMode } from '@mikro-orm/postgresql'
import { signIdentity } from '@weft/kit/identity'
import type { App } from '../app.ts'
import type { Attempt } from '../attempts/attempt.entity.ts'
import { findLastAttempt } from '../attempts/attempt.service.ts'
import type { Happening } from '../events/event.entity.ts'
import { storable } from '../events/event.service.ts'
import { Job } from './job.entity.ts'
import { deployOutput, prepareOutput, registerOutput } from './job.output.ts'
import { decide } from './job.reconcile.ts'
import type { Step, Verdict } from './job.reconcile.ts'
import { changeJob, changeStatus, progressTo } from './job.status.ts'
import { workerOf, workloadOf } from './job.workload.ts'

/** As long as training may take. The token is worth nothing at the event door once the attempt is over. */
const tokenSeconds = 14 * 24 * 3_600

/** Of a worker that was told to end and did not, or that does not speak: little, as somebody waits. */
const graceSeconds = 0.5

/** What came of looking at a job: `again` when there may be more to do at once, or when to look again. */
type Looked = { again: boolean; at?: Date }

/** Takes the one next step for a job. Safe to repeat, and for two replicas to do at once. */
export async function takeStep(app: App, jobId: string): Promise<Looked> {
  const em = app.orm.em.fork()
  const job = await em.findOne(Job, jobId)
  if (!job || job.isFinal()) return { again: false }
  const attempt = await findLastAttempt(em, jobId)
  const workload = attempt?.isOpen() ? await app.runner.find(attempt.workload()) : undefined
  // Read again: a worker tells its result before it ends, so what is stored after its end is all there is.
  if (workload?.state === 'ended') await em.refresh(attempt!)
  const step = decide({
    job,
    attempt,
    workload,
    now: new Date(),
    hearingSince: app.startedAt,
    silenceSeconds: app.config.WORKER_SILENCE_SECONDS,
  })
  if (step.do === 'wait') return { again: false, at: step.until }
  return { again: await execute(app, step, { job, attempt }) }
}

type Subject = { job: Job; attempt: Attempt | null }

/** True when something changed. */
async function execute(app: App, step: Step, { job, attempt }: Subject): Promise<boolean> {
  switch (step.do) {
    case 'prepare':
      return prepareOutput(app, job)
    case 'launch':
      return launch(app, job, attempt!)
    case 'stop':
      await app.runner.remove(attempt!.workload(), graceSeconds)
      return endAttempt(app, attempt!, step.verdict)
    case 'judge':
      return endAttempt(app, attempt!, step.verdict)
    case 'register':
      return registerOutput(app, job, attempt!.result!.revision)
    case 'deploy':
      return deployOutput(app, job)
    case 'end':
      return changeJob(app, job, (em, locked) =>
        changeStatus(em, locked, { to: step.status, reason: step.reason }),
      )
    default:
      return false
  }
}

async function launch(app: App, job: Job, attempt: Attempt): Promise<boolean> {
  const { TRAINER_COMMAND: command, PUBLIC_URL: publicUrl, IDENTITY_SECRET: secret } = app.config
  const identity = { audience: 'gateway', seconds: tokenSeconds }
  const token = await signIdentity(secret, workerOf(job, attempt), identity)
  try {
    await app.runner.apply(workloadOf(job, attempt, { command, publicUrl, token }))
  } catch (error) {
    app.log.error(error, `jobs: ${attempt.workload()} could not be started`)
    const reason = `The trainer could not be started: ${error instanceof Error ? error.message : String(error)}.`
    return endAttempt(app, attempt, { status: 'FAILED', reason, exitCode: null })
  }
  return changeJob(app, job, async (em) => {
    const launched = await findLastAttempt(em, job.id)
    launched!.launchedAt = new Date()
  })
}

/** Closes the attempt and, unless its result has yet to be registered, the job, with the last words of a failed worker. */
async function endAttempt(app: App, seen: Attempt, verdict: Verdict): Promise<boolean> {
  const { status, reason, exitCode } = verdict
  const lastWords = status === 'FAILED' ? await app.runner.logs(seen.workload()) : ''
  return app.orm.em
    .fork()
    .transactional(async (em) => {
      const job = await em.findOneOrFail(Job, seen.jobId, { lockMode: LockMode.PESSIMISTIC_WRITE })
      const attempt = await findLastAttempt(em, job.id)
      if (attempt?.number !== seen.number || !attempt.isOpen()) return true
      if (job.status === 'CANCELLING' && status !== 'CANCELLED') return true
      Object.assign(attempt, { status, reason, exitCode, endedAt: new Date() })
      if (status === 'SUCCEEDED') {
        // A result is the worker's report that all of its work is done.
        const done = { percent: 100, phase: 'REGISTERING', secondsRemaining: null } as const
        const registering = { ...job.progress, ...done }
        return changeStatus(em, job, { to: job.status }, [progressTo(job, registering)])
      }
      return changeStatus(em, job, { to: status, reason }, toLog(lastWords))
    })
    .then(() => true)
}

const toLog = (text: string): Happening[] =>
  text
    .split('\n')
    .filter(Boolean)
    .slice(-100)
    .map((line) => ({ type: 'LOG', data: { stream: 'STDERR', text: storable(line) } }))
