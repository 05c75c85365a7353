import { requireAccess } from '@weft/kit/access'
import { NotFoundError } from '@weft/kit/errors'
import type { GuardrailConfig } from '../configs/config.entity.ts'
import type { Context } from '../context.ts'
import { ModelToGuardDocument } from '../generated/documents.ts'
import type { GuardModelInput } from '../generated/graphql.ts'
import { ModelGuard } from './guard.entity.ts'

/** Puts a model under a config, or takes its guard away; what other configs it had is forgotten. */
export async function guardModel(
  { em, viewer, graph, loaders }: Context,
  { modelId, configId }: GuardModelInput,
): Promise<{ id: string }> {
  const { model } = await graph(viewer, ModelToGuardDocument, { id: modelId })
  if (!model) throw new NotFoundError(`No model \`${modelId}\`.`)
  const namespace = model.namespace.name
  requireAccess(viewer, 'guardModel', namespace)

  if (!configId) {
    await em.nativeDelete(ModelGuard, { modelId })
    return { id: modelId }
  }
  if (!(await loaders.configs.load(configId)))
    throw new NotFoundError(`No guardrail config \`${configId}\`.`)
  const createdBy = viewer.subject
  await em.upsert(ModelGuard, { modelId, namespace, configId, createdBy, createdAt: new Date() })
  return { id: modelId }
}

/** The config that guards a model, if the viewer may see the model. */
export async function findGuardOf(
  { loaders }: Context,
  modelId: string,
): Promise<GuardrailConfig | null> {
  const guard = await loaders.guards.load(modelId)
  return guard && loaders.configsInUse.load(guard.configId)
}
