import { isUpstreamUnavailable } from '@weft/kit/errors'
import type { App } from '../app.ts'
import {
  CreateOutputRepositoryDocument,
  DeployAdapterDocument,
  FindModelDocument,
  FindRepositoryDocument,
  RegisterAdapterDocument,
  RemainingDatasetDocument,
} from '../generated/documents.ts'
import type { Job } from './job.entity.ts'
import { changeJob, changeStatus, firstReason, withJob } from './job.status.ts'
import { platformFor } from './job.workload.ts'

const patienceMinutes = 10

/** What the rest of the platform said: an id, or why not. */
type Said = { id: string } | { refusal: string }

/**
 * Has the repository that the worker commits to: a new one, or the one by that name if it holds models. Before, it asks again for
 * the sources: they may have been deleted or moved while the job was made.
 */
export const prepareOutput = (app: App, job: Job): Promise<boolean> =>
  ask(app, job, {
    question: async () => (await findLost(app, job)) ?? haveRepository(app, job),
    onYes: (locked, id) => void (locked.outputRepositoryId = id),
  })

/** Makes what was trained known as a model. Its version is the job's id, so that a repeated try finds the first one's. */
export const registerOutput = (app: App, job: Job, revision: string): Promise<boolean> =>
  ask(app, job, {
    question: () => register(app, job, revision),
    onYes: (locked, id) => void (locked.outputModelId = id),
  })

/** Serves the new model, and ends the job; a refusal to serve it is told, but the model is there. */
export async function deployOutput(app: App, job: Job): Promise<boolean> {
  const input = {
    namespace: job.namespace,
    name: job.outputName,
    modelId: job.outputModelId!,
    clientRequestId: job.id,
  }
  return ask(app, job, {
    question: async (): Promise<Said> => {
      const graph = app.graphFor(job.id)
      const { createDeployment: said } = await graph(platformFor(job), DeployAdapterDocument, {
        input,
      })
      return 'id' in said ? said : { refusal: said.message }
    },
    onYes: () => ({ to: 'SUCCEEDED' }),
    onNo: (refusal) => ({
      to: 'SUCCEEDED',
      reason: `The model is registered, but it is not served: ${refusal}`,
    }),
  })
}

async function findLost(app: App, job: Job): Promise<{ refusal: string } | null> {
  const graph = app.graphFor(job.id)
  const { baseModel, dataset, datasetId } = job
  for (const { repositoryId: id, repository } of [
    { ...dataset, repositoryId: datasetId },
    baseModel,
  ]) {
    if (!id) continue
    const found = await graph(platformFor(job), RemainingDatasetDocument, { id })
    if (!found.remainingDataset)
      return { refusal: `\`${repository}\` was deleted, or moved to another namespace.` }
  }
  return null
}

async function haveRepository(app: App, job: Job): Promise<Said> {
  const graph = app.graphFor(job.id)
  const viewer = platformFor(job)
  const { namespace, outputName: name } = job
  const { createDataset: made } = await graph(viewer, CreateOutputRepositoryDocument, {
    input: { namespace, name, kind: 'MODEL', description: job.outputDescription, tags: [] },
  })
  if ('id' in made) return made
  if (made.__typename !== 'ConflictError') return { refusal: made.message }
  const ref = job.outputRepository()
  const { dataset } = await graph(viewer, FindRepositoryDocument, { ref })
  if (dataset?.kind === 'MODEL') return dataset
  return { refusal: `\`${ref}\` is a repository of data already; name the output model otherwise.` }
}

async function register(app: App, job: Job, revision: string): Promise<Said> {
  const graph = app.graphFor(job.id)
  const viewer = platformFor(job)
  const { namespace, outputName: name, id: version } = job
  const { registerModel: said } = await graph(viewer, RegisterAdapterDocument, {
    input: {
      namespace,
      name,
      version,
      description: job.outputDescription,
      source: { files: { repositoryId: job.outputRepositoryId!, revision } },
      baseModelId: job.baseModelId,
      tags: job.outputTags,
    },
  })
  if ('id' in said) return said
  if (said.__typename !== 'ConflictError') return { refusal: said.message }
  const ref = `${namespace}/${name}@${version}`
  const { model } = await graph(viewer, FindModelDocument, { ref })
  return model?.artifact?.revision === revision ? model : { refusal: said.message }
}

type Ending = { to: 'SUCCEEDED' | 'FAILED'; reason?: string }
type Asking = {
  question: () => Promise<Said>
  onYes: (locked: Job, id: string) => Ending | void
  onNo?: (refusal: string) => Ending
}

const fail = (reason: string): Ending => ({ to: 'FAILED', reason })

/** A platform that does not answer is asked again at the next pass, for ten minutes; a refusal ends the job. */
async function ask(app: App, job: Job, { question, onYes, onNo = fail }: Asking): Promise<boolean> {
  let said: Said
  try {
    said = await question()
  } catch (error) {
    if (!isUpstreamUnavailable(error)) throw error
    return keepWaiting(app, job, { problem: error.message, onNo })
  }
  return withJob(app, job.id, async (em, locked) => {
    const isAsBefore = locked.status === job.status
    locked.unansweredSince = null
    const ending = 'id' in said ? onYes(locked, said.id) : onNo(said.refusal)
    if (isAsBefore) await changeStatus(em, locked, ending ?? goingOn(job, locked))
  })
}

/** No longer waiting for the platform, if it was. */
function goingOn({ unansweredSince }: Job, { status, statusReason }: Job) {
  const reason = status === 'QUEUED' ? firstReason : null
  return { to: status, reason: unansweredSince ? reason : statusReason }
}

async function keepWaiting(
  app: App,
  job: Job,
  { problem, onNo }: { problem: string; onNo: (refusal: string) => Ending },
): Promise<boolean> {
  await changeJob(app, job, async (em, locked) => {
    locked.unansweredSince ??= new Date()
    const minutes = (Date.now() - locked.unansweredSince.getTime()) / 60_000
    const ending =
      minutes < patienceMinutes
        ? { to: locked.status, reason: `waits for the platform: ${problem}` }
        : onNo(`The platform did not answer for ${patienceMinutes} minutes: ${problem}`)
    await changeStatus(em, locked, ending)
  })
  return false // nothing to gain by looking at once
}
