import { setTimeout as wait } from 'node:timers/promises'
import { startLoop } from '@weft/kit/loop'
import type { App } from '../app.ts'
import { findOpenWorkloads } from '../attempts/attempt.service.ts'
import { Job, openStatuses } from './job.entity.ts'
import { admitJobs } from './job.queue.ts'
import { takeStep } from './job.steps.ts'

const everySeconds = 2
/** Open jobs looked at in one pass, oldest first. */
const most = 100
/** How long a stop waits for steps under way, such as a question to a platform that does not answer. */
const graceSeconds = 5

/** Brings open jobs on, one step at a time each, side by side: one that waits for an answer holds up no other. */
export function startController(app: App): { stop: () => Promise<void> } {
  const busy = new Map<string, Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()

  const once = (key: string, work: () => Promise<void>) => {
    if (busy.has(key)) return
    const done = work()
      .catch((error: unknown) => app.log.error(error, `jobs: a step of ${key} failed`))
      .finally(() => busy.delete(key))
    busy.set(key, done)
  }

  const lookAgain = (at: Date) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      loop.wake()
    }, at.getTime() - Date.now())
    timers.add(timer)
  }

  const step = async (jobId: string, signal: AbortSignal) => {
    let looked = await takeStep(app, jobId)
    const hasMoved = looked.again
    while (looked.again && !signal.aborted) looked = await takeStep(app, jobId)
    if (looked.at && !signal.aborted) lookAgain(looked.at)
    if (hasMoved) loop.wake() // there may be a free slot, or a workload that nobody owns
  }

  /** Beside the steps, since it asks the graph; those that begin are brought on by the next pass. */
  let isAdmissionDue = false
  const admission = async () => {
    isAdmissionDue = false
    const haveBegun = await admitJobs(app)
    if (haveBegun || isAdmissionDue) loop.wake()
  }

  const pass = async (signal: AbortSignal) => {
    await removeUnowned(app, once)
    isAdmissionDue = true
    once('admission', admission)
    for (const id of await findOpenJobs(app)) once(id, () => step(id, signal))
  }

  const loop = startLoop(pass, { everySeconds, log: app.log, name: 'jobs' })
  const stopHearing = app.runner.onChange(loop.wake)
  app.events.on('job_work', loop.wake)
  return {
    stop: async () => {
      stopHearing()
      app.events.off('job_work', loop.wake)
      await loop.stop()
      for (const timer of timers) clearTimeout(timer)
      await Promise.race([
        Promise.all(busy.values()),
        wait(graceSeconds * 1_000, undefined, { ref: false }),
      ])
    },
  }
}

async function findOpenJobs({ orm }: App): Promise<string[]> {
  const jobs = await orm.em
    .fork()
    .find(
      Job,
      { status: { $in: openStatuses } },
      { orderBy: { id: 'asc' }, limit: most, fields: ['id'] },
    )
  return jobs.map(({ id }) => id)
}

/** Listed before it is asked who owns them: an attempt is stored before its workload is there. */
async function removeUnowned(
  { runner, orm }: App,
  once: (key: string, work: () => Promise<void>) => void,
) {
  const there = (await runner.list()).filter((name) => name.startsWith('job_'))
  if (!there.length) return
  const owned = await findOpenWorkloads(orm.em.fork())
  for (const name of there) if (!owned.includes(name)) once(name, () => runner.remove(name, 1))
}
