import { GraphQLError } from 'graphql'
import type { App } from '../app.ts'
import { FindVersionDocument } from '../generated/documents.ts'
import { Job } from '../jobs/job.entity.ts'
import { platformFor } from '../jobs/job.workload.ts'
import { Refusal } from './refusal.ts'
import type { WorkerEvent } from './worker-event.ts'

/** The ids of the dataset versions that checkpoints among `events` are, by their commit. */
export async function findVersions(
  app: App,
  jobId: string,
  events: WorkerEvent[],
): Promise<Map<string, string>> {
  const revisions = events.flatMap((event) => (event.type === 'checkpoint' ? [event.revision] : []))
  if (!revisions.length) return new Map()
  const job = await app.orm.em.fork().findOneOrFail(Job, jobId)
  return new Map(
    await Promise.all(
      [...new Set(revisions)].map(
        async (revision) => [revision, await findVersion(app, job, revision)] as const,
      ),
    ),
  )
}

async function findVersion(app: App, job: Job, revision: string): Promise<string> {
  const repositoryId = job.outputRepositoryId!
  const id = await app
    .graphFor(job.id)(platformFor(job), FindVersionDocument, { repositoryId, revision })
    .then(({ dataset }) => dataset?.version?.id)
    .catch((error: unknown) => {
      if (!(error instanceof GraphQLError)) throw error
      throw new Refusal(503, `A checkpoint cannot be looked up now: ${error.message}`)
    })
  if (!id) throw new Refusal(400, `\`${job.outputRepository()}\` has no commit ${revision}.`)
  return id
}
