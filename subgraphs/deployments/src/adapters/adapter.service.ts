import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { ConflictError, DomainError, ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import { canSee } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import type { Context } from '../context.ts'
import { Deployment } from '../deployments/deployment.entity.ts'
import { namespaceOf, readableNamespaces } from '../deployments/deployment.workload.ts'
import { findModelToServe } from '../deployments/model-to-serve.ts'
import type { ModelToServe } from '../deployments/model-to-serve.ts'
import { ServedAdapter } from './adapter.entity.ts'

const maxAdapters = 50

/** The adapters of deployments that the viewer may see, in the order they joined. */
export const createAdapterLoader = (em: EntityManager, viewer: Viewer) =>
  new DataLoader<string, ServedAdapter[]>(async (deploymentIds) => {
    const adapters = await em.fork().find(
      // a subscription loads again and again, and must not see the first state for ever
      ServedAdapter,
      { deploymentId: { $in: [...deploymentIds] } },
      { orderBy: { id: 'asc' } },
    )
    const visible = adapters.filter(({ modelNamespace }) => canSee(viewer, modelNamespace))
    const byDeployment = Object.groupBy(visible, ({ deploymentId }) => deploymentId)
    return deploymentIds.map((id) => byDeployment[id] ?? [])
  })

/** Adds the adapter; one that failed is tried again. The row of the deployment must be locked. */
export async function joinAdapter(
  em: EntityManager,
  deployment: Deployment,
  adapter: ModelToServe,
): Promise<void> {
  const { modelId, modelRef, modelNamespace, repository, revision } = adapter
  const there = await em.findOne(ServedAdapter, { deploymentId: deployment.id, modelId })
  if (there?.status === 'FAILED') there.move('LOADING', null)
  if (!there)
    em.create(ServedAdapter, {
      deploymentId: deployment.id,
      modelId,
      modelRef,
      modelNamespace,
      repository,
      revision,
      statusReason: null,
    })
}

/** Why `adapter` cannot be served by `deployment`; null when it can. */
export function mismatchOf(deployment: Deployment, adapter: ModelToServe): string | null {
  if (adapter.kind !== 'ADAPTER') return `\`${adapter.modelRef}\` is no adapter.`
  if (adapter.baseModel?.id !== deployment.modelId)
    return `\`${adapter.modelRef}\` is an adapter of \`${adapter.baseModel?.ref ?? 'another model'}\`; this deployment serves \`${deployment.modelRef}\`.`
  if (!readableNamespaces(deployment).includes(namespaceOf(adapter.repository)))
    return `The server may not read the files of \`${adapter.modelRef}\`, only what is in ${readableNamespaces(deployment).join(', ')}.`
  return null
}

/** The models that are to be the adapters of `deployment` and are not yet; every problem named. */
export async function findNewAdapters(
  context: Context,
  deployment: Deployment,
  modelIds: string[],
): Promise<ModelToServe[]> {
  const list = 'input.adapterModelIds'
  if (modelIds.length > maxAdapters)
    throw new ValidationError([
      { path: list, message: `names ${modelIds.length} adapters; ${maxAdapters} are allowed` },
    ])
  const there = await context.em.find(ServedAdapter, { deploymentId: deployment.id })
  const known = new Set(there.map(({ modelId }) => modelId))
  const models: ModelToServe[] = []
  const problems = await Promise.all(
    modelIds.map(async (id, index) => {
      const path = `${list}.${index}`
      if (modelIds.indexOf(id) < index) return [{ path, message: `\`${id}\` is named twice.` }]
      if (known.has(id)) return []
      const found = await findModelToServe(context, { id, path }).catch(problemsAt(path))
      if (Array.isArray(found)) return found
      models.push(found)
      const message = mismatchOf(deployment, found)
      return message ? [{ path, message }] : []
    }),
  )
  if (problems.some((found) => found.length)) throw new ValidationError(problems.flat())
  return models.toSorted((a, b) => modelIds.indexOf(a.modelId) - modelIds.indexOf(b.modelId))
}

const problemsAt =
  (path: string) =>
  (error: unknown): Problem[] => {
    if (error instanceof ValidationError) return error.problems
    if (error instanceof DomainError) return [{ path, message: error.message }]
    throw error
  }

/** A deployment of the adapter's base model that it can join: in `namespace` if there is one, the newest. */
export async function findDeploymentToJoin(
  { em }: Context,
  adapter: ModelToServe,
  { namespace, isAllowed }: { namespace: string; isAllowed: (namespace: string) => boolean },
): Promise<Deployment> {
  const deployments = await em.find(
    Deployment,
    { modelId: adapter.baseModel?.id ?? '', status: { $nin: ['FAILED', 'DELETING'] } },
    { orderBy: { id: 'desc' } },
  )
  const joinable = deployments.filter(
    (deployment) => isAllowed(deployment.namespace) && !mismatchOf(deployment, adapter),
  )
  const found = joinable.find((deployment) => deployment.namespace === namespace) ?? joinable[0]
  if (found) return found
  throw new ConflictError(
    `\`${adapter.modelRef}\` is an adapter, served on top of its base model: deploy \`${adapter.baseModel?.ref ?? 'that'}\` first.`,
  )
}
