import type { EntityManager } from '@mikro-orm/postgresql'
import type { Events } from '@weft/kit/events'
import type { Graph } from '@weft/kit/graph'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader, entityLoader } from '@weft/kit/loader'
import type { App } from './app.ts'
import { loadAttempts } from './attempts/attempt.service.ts'
import { loadCheckpoints } from './events/checkpoints.ts'
import { Job } from './jobs/job.entity.ts'
import { jobPages } from './jobs/job.pages.ts'

export type Context = {
  em: EntityManager
  events: Events
  viewer: Viewer
  graph: Graph
  loaders: ReturnType<typeof createLoaders>
}

/** What one request may use. Made anew for each, so nothing leaks from one to the next. */
export function createContext(app: App, viewer: Viewer, requestId: string): Context {
  const em = app.orm.em.fork()
  return {
    em,
    events: app.events,
    viewer,
    graph: app.graphFor(requestId),
    loaders: createLoaders(em, viewer),
  }
}

/** Forgets what was loaded, so that a subscription's next value is read as it is now. */
export function refresh(context: Context): void {
  context.em = context.em.fork({ clear: true })
  context.loaders = createLoaders(context.em, context.viewer)
}

const createLoaders = (em: EntityManager, viewer: Viewer) => {
  const isVisible = ({ namespace }: Job) => canSee(viewer, namespace)
  return {
    jobs: entityLoader(em, Job, isVisible),
    producers: batchLoader<Job>(
      async (modelIds) => {
        const jobs = await em.find(Job, { outputModelId: { $in: [...modelIds] } })
        return jobs.filter(isVisible)
      },
      ({ outputModelId }) => outputModelId!,
    ),
    customizations: jobPages(em, viewer, 'base_model_id'),
    usedBy: jobPages(em, viewer, 'dataset_version_id'),
    attempts: batchLoader(
      (jobIds) => loadAttempts(em, jobIds),
      ({ jobId }) => jobId,
    ),
    checkpoints: batchLoader(
      (jobIds) => loadCheckpoints(em, jobIds),
      ({ jobId }) => jobId,
    ),
  }
}
