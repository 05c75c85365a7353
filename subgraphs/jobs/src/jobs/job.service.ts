import { requireAccess } from '@weft/kit/access'
import type { FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { NotFoundError } from '@weft/kit/errors'
import { visibleNamespaces } from '@weft/kit/identity'
import { refresh } from '../context.ts'
import type { Context } from '../context.ts'
import { Job } from './job.entity.ts'
import type { Status } from './job.entity.ts'
import { changeStatus, lockJob, wakeControllers } from './job.status.ts'

export type JobPage = Connection<Job>

export async function getJob({ loaders }: Context, id: string): Promise<Job> {
  const job = await loaders.jobs.load(id)
  if (!job) throw new NotFoundError(`No job ${id}.`)
  return job
}

type Filter = {
  namespace?: string | null
  statuses?: readonly Status[] | null
  baseModelId?: string | null
  datasetId?: string | null
}

export function findJobs(
  { em, viewer }: Context,
  { filter, ...page }: PageArgs & { filter?: Filter | null },
): Promise<JobPage> {
  const names = visibleNamespaces(viewer)
  const { namespace, statuses, baseModelId, datasetId } = filter ?? {}
  const wanted: FilterQuery<Job>[] = []
  if (names !== '*') wanted.push({ namespace: { $in: names } })
  if (namespace) wanted.push({ namespace })
  if (statuses) wanted.push({ status: { $in: [...statuses] } })
  if (baseModelId) wanted.push({ baseModelId })
  if (datasetId) wanted.push({ datasetId })
  return findPage(em, Job, { $and: wanted }, page)
}

/** Asks for the end of a job; a controller brings it about. */
export async function cancelJob(context: Context, id: string): Promise<Job> {
  const { namespace } = await getJob(context, id)
  requireAccess(context.viewer, 'cancelJob', namespace)
  return context.em.fork().transactional(async (em) => {
    const job = await lockJob(em, id)
    job.cancel(context.viewer.subject, new Date())
    await changeStatus(em, job, { to: 'CANCELLING', reason: `cancelled by ${job.cancelledBy}` })
    await wakeControllers(em, job)
    return job
  })
}

/** The job as it is now, then again after every change, until it has ended. */
export async function* watchJob(
  context: Context,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Job> {
  for await (const _ of context.events.changes('job', id, signal)) {
    refresh(context)
    const job = await getJob(context, id)
    yield job
    if (job.isFinal()) return
  }
}
