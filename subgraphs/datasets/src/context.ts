import type { EntityManager } from '@mikro-orm/postgresql'
import type { Viewer } from '@weft/kit/identity'
import type { App } from './app.ts'
import { createProjectLoaders } from './projects/project.loaders.ts'
import { createNeedsLoaders } from './repositories/repository.needs.ts'
import { createRepositoryLoaders } from './repositories/repository.loaders.ts'
import { createNamespaceLoaders } from './storage/namespace.loaders.ts'
import { createPageLoaders } from './versions/page.loaders.ts'
import { createBlobLoaders } from './uploads/blob.loaders.ts'
import { createVersionLoaders } from './versions/version.loaders.ts'

export type Context = Pick<App, 'objects' | 'config' | 'events'> & {
  em: EntityManager
  viewer: Viewer
  loaders: Loaders
}

type Loaders = ReturnType<typeof createRepositoryLoaders> &
  ReturnType<typeof createNamespaceLoaders> &
  ReturnType<typeof createProjectLoaders> &
  ReturnType<typeof createVersionLoaders> &
  ReturnType<typeof createPageLoaders> &
  ReturnType<typeof createBlobLoaders> &
  ReturnType<typeof createNeedsLoaders>

/** What one request may use. Made anew for each, so nothing leaks from one to the next. */
export function createContext(app: App, viewer: Viewer, requestId: string): Context {
  const { orm, events, objects, config } = app
  const em = orm.em.fork()
  const graph = app.graphFor(requestId)
  const repositories = createRepositoryLoaders(em, viewer)
  const loaders = {
    ...repositories,
    ...createNamespaceLoaders(graph),
    ...createProjectLoaders(graph, viewer),
    ...createVersionLoaders(em, viewer),
    ...createPageLoaders(em),
    ...createBlobLoaders(em),
    ...createNeedsLoaders(graph),
  }
  return { em, viewer, events, objects, config, loaders }
}

/** Forgets what was loaded, so that the answer of a mutation shows what is now. */
export const forgetLoaded = ({ loaders }: Context): void =>
  Object.values(loaders).forEach((loader) => loader.clearAll())
