import type { EntityManager } from '@mikro-orm/postgresql'
import type { Graph } from '@weft/kit/graph'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader, entityLoader } from '@weft/kit/loader'
import type { App } from './app.ts'
import { GuardrailConfig } from './configs/config.entity.ts'
import { ModelGuard } from './guards/guard.entity.ts'
import { GuardrailVerdict } from './verdicts/verdict.entity.ts'

export type Context = Pick<App, 'checker'> & {
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
    graph: app.graphFor(requestId),
    checker: app.checker,
    loaders: createLoaders(em, viewer),
  }
}

const createLoaders = (em: EntityManager, viewer: Viewer) => ({
  configs: entityLoader(em, GuardrailConfig, ({ namespace }) => canSee(viewer, namespace)),
  /** Whoever may see a model or a verdict may also see the config that guards the one or gave the other. */
  configsInUse: entityLoader(em, GuardrailConfig, () => true),
  guards: batchLoader<ModelGuard>(
    async (modelIds) => {
      const guards = await em.find(ModelGuard, { modelId: { $in: [...modelIds] } })
      return guards.filter(({ namespace }) => canSee(viewer, namespace))
    },
    ({ modelId }) => modelId,
  ),
  verdicts: entityLoader(em, GuardrailVerdict, ({ namespace }) => canSee(viewer, namespace)),
})
