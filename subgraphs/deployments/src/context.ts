import type { EntityManager } from '@mikro-orm/postgresql'
import type { Graph } from '@weft/kit/graph'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { entityLoader } from '@weft/kit/loader'
import { createAdapterLoader } from './adapters/adapter.service.ts'
import type { App } from './app.ts'
import { Deployment } from './deployments/deployment.entity.ts'
import { createDeploymentsOfModels } from './deployments/deployments-of-models.ts'
import { createServedLoader } from './inference/served.service.ts'

export type Context = Pick<App, 'events'> & {
  em: EntityManager
  viewer: Viewer
  graph: Graph
  loaders: ReturnType<typeof createLoaders>
}

/** What one request may use. Made anew for each, so nothing leaks from one to the next. */
export function createContext(app: App, viewer: Viewer, requestId: string): Context {
  const em = app.orm.em.fork()
  return {
    em,
    viewer,
    events: app.events,
    graph: app.graphFor(requestId),
    loaders: createLoaders(em, viewer),
  }
}

const createLoaders = (em: EntityManager, viewer: Viewer) => ({
  deployments: entityLoader(em, Deployment, ({ namespace }) => canSee(viewer, namespace)),
  adapters: createAdapterLoader(em, viewer),
  served: createServedLoader(em, viewer),
  deploymentsOfModels: createDeploymentsOfModels(em, viewer),
})
