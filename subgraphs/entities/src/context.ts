import type { EntityManager } from '@mikro-orm/postgresql'
import type { Events } from '@weft/kit/events'
import type { Graph } from '@weft/kit/graph'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader, entityLoader } from '@weft/kit/loader'
import { AccessToken } from './access-tokens/access-token.entity.ts'
import type { App } from './app.ts'
import type { KeyRing } from './encryption/key-ring.ts'
import { findGrantsOf } from './grants/grant.service.ts'
import { Model } from './models/model.entity.ts'
import { findForeignNodes } from './nodes/foreign-nodes.ts'
import { Namespace } from './namespaces/namespace.entity.ts'
import { Project } from './projects/project.entity.ts'

export type Context = {
  em: EntityManager
  events: Events
  keys: KeyRing
  viewer: Viewer
  graph: Graph
  loaders: ReturnType<typeof createLoaders>
}

/** What one request may use. Made anew for each, so nothing leaks from one to the next. */
export function createContext(app: App, viewer: Viewer, requestId: string): Context {
  const em = app.orm.em.fork()
  const graph = app.graphFor(requestId)
  const { events, keys } = app
  return { em, events, keys, viewer, graph, loaders: createLoaders(em, viewer, graph) }
}

/** Forgets what was loaded, so that a subscription's next value is read as it is now. */
export function refresh(context: Context): void {
  context.em = context.em.fork({ clear: true })
  context.loaders = createLoaders(context.em, context.viewer, context.graph)
}

const createLoaders = (em: EntityManager, viewer: Viewer, graph: Graph) => ({
  accessTokens: entityLoader(em, AccessToken, (token) => token.isSeenBy(viewer)),
  foreignNodes: batchLoader(
    (ids) => findForeignNodes(graph, viewer, ids),
    ({ id }) => id,
    { maxBatchSize: 100 }, // what the gateway takes in one request
  ),
  grantsByNamespace: batchLoader(
    (names) => findGrantsOf(em, viewer, names),
    ({ namespace }) => namespace,
  ),
  models: entityLoader(em, Model, ({ namespace }) => canSee(viewer, namespace)),
  projects: entityLoader(em, Project, ({ namespace }) => canSee(viewer, namespace)),
  namespaces: entityLoader(em, Namespace, ({ name }) => canSee(viewer, name)),
  namespacesByName: batchLoader<Namespace>(
    (names) => em.find(Namespace, { name: { $in: names.filter((name) => canSee(viewer, name)) } }),
    ({ name }) => name,
  ),
})
