import { mayAccess, requireAccess } from '@weft/kit/access'
import type { RoleRule } from '@weft/kit/access'
import { randomBytes } from 'node:crypto'
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { canSee, visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import { ServedAdapter } from '../adapters/adapter.entity.ts'
import { findDeploymentToJoin, findNewAdapters, joinAdapter } from '../adapters/adapter.service.ts'
import type { Context } from '../context.ts'
import { NamespaceToDeployInDocument } from '../generated/documents.ts'
import type {
  CreateDeploymentInput,
  DeploymentFilter,
  UpdateDeploymentInput,
} from '../generated/graphql.ts'
import { Deployment } from './deployment.entity.ts'
import { findModelToServe } from './model-to-serve.ts'
import type { ModelToServe } from './model-to-serve.ts'

export type DeploymentPage = Connection<Deployment>
/** Another subgraph's; here only its id is known. */
export type ModelReference = { id: string }

export function findDeployments(
  { em, viewer }: Context,
  { filter, ...page }: PageArgs & { filter?: DeploymentFilter | null },
): Promise<DeploymentPage> {
  const names = visibleNamespaces(viewer)
  const { namespace, modelId, statuses } = filter ?? {}
  const conditions: FilterQuery<Deployment>[] = [
    ...(names === '*' ? [] : [{ namespace: { $in: names } }]),
    ...(namespace ? [{ namespace }] : []),
    ...(modelId ? [{ modelId }] : []),
    ...(statuses ? [{ status: { $in: statuses } }] : []),
  ]
  return findPage(em, Deployment, conditions.length ? { $and: conditions } : {}, page)
}

/** Starts to serve: a base model by a server of its own, an adapter by one that is there. */
export async function createDeployment(
  context: Context,
  input: CreateDeploymentInput,
): Promise<Deployment> {
  const { viewer, graph } = context
  requireAccess(viewer, 'createDeployment', input.namespace)
  if (input.name) checkName(input.name, 'input.name')
  const made = await findMade(context, input)
  if (made) return made
  const model = await findModelToServe(context, { id: input.modelId, path: 'input.modelId' })
  if (!(await graph(viewer, NamespaceToDeployInDocument, { name: input.namespace })).namespace)
    throw new NotFoundError(`No namespace \`${input.namespace}\`.`)
  if (model.kind === 'BASE') return insertDeployment(context, input, model)

  const joined = await findDeploymentToJoin(context, model, {
    namespace: input.namespace,
    isAllowed: (namespace) => mayAccess(viewer, 'createDeployment', namespace),
  })
  return change(context, joined.id, (em, deployment) => joinAdapter(em, deployment, model))
}

async function insertDeployment(
  context: Context,
  { namespace, name, clientRequestId }: CreateDeploymentInput,
  model: ModelToServe,
): Promise<Deployment> {
  const { modelId, modelRef, modelNamespace, repository, revision } = model
  try {
    return await context.em.transactional(async (em) => {
      const deployment = em.create(Deployment, {
        namespace,
        name: name ?? model.name,
        modelId,
        modelRef,
        modelNamespace,
        repository,
        revision,
        statusReason: null,
        apiKey: randomBytes(32).toString('base64url'),
        restartAt: null,
        clientRequestId: clientRequestId ?? null,
        createdBy: context.viewer.subject,
      })
      await em.flush()
      await announce(em, 'deployment', deployment.id)
      return deployment
    })
  } catch (error) {
    const made =
      error instanceof UniqueConstraintViolationException &&
      (await findMade(context, { namespace, clientRequestId }))
    if (made) return made
    throw error
  }
}

/** What an earlier request with the same `clientRequestId` has made. */
async function findMade(
  { em }: Context,
  { namespace, clientRequestId }: Pick<CreateDeploymentInput, 'namespace' | 'clientRequestId'>,
): Promise<Deployment | null> {
  return clientRequestId ? em.fork().findOne(Deployment, { namespace, clientRequestId }) : null
}

/** Makes these the adapters that are served; those that stay are not touched. */
export async function updateDeployment(
  context: Context,
  { id, adapterModelIds }: UpdateDeploymentInput,
): Promise<Deployment> {
  const models = await findNewAdapters(
    context,
    await getEditable(context, 'updateDeployment', id),
    [...adapterModelIds],
  )
  return change(context, id, async (em, deployment) => {
    const there = await em.find(ServedAdapter, { deploymentId: id })
    for (const adapter of there) {
      if (!adapterModelIds.includes(adapter.modelId)) em.remove(adapter)
      else if (adapter.status === 'FAILED') adapter.move('LOADING', null)
    }
    for (const model of models) await joinAdapter(em, deployment, model)
  })
}

/** Asks for the end; the controller removes what runs, and then the row. */
export async function deleteDeployment(context: Context, id: string): Promise<{ id: string }> {
  const deployment = await getEditable(context, 'deleteDeployment', id)
  if (deployment.status !== 'DELETING')
    await lockAndChange(context, id, async (_, locked) => locked.move('DELETING', null))
  return { id }
}

async function getEditable(
  { em, viewer }: Context,
  rule: RoleRule,
  id: string,
): Promise<Deployment> {
  const deployment = await em.findOne(Deployment, id)
  if (!deployment || !canSee(viewer, deployment.namespace))
    throw new NotFoundError(`No deployment \`${id}\`.`)
  requireAccess(viewer, rule, deployment.namespace)
  return deployment
}

type Change = (em: EntityManager, deployment: Deployment) => Promise<void>

const change = (context: Context, id: string, work: Change): Promise<Deployment> =>
  lockAndChange(context, id, async (em, deployment) => {
    if (deployment.status === 'DELETING')
      throw new ConflictError(`Deployment \`${deployment.name}\` is being deleted.`)
    if (deployment.status === 'FAILED')
      throw new ConflictError(
        `Deployment \`${deployment.name}\` has failed: ${deployment.statusReason}`,
      )
    await work(em, deployment)
  })

function lockAndChange({ em }: Context, id: string, work: Change): Promise<Deployment> {
  return em.fork().transactional(async (em) => {
    const deployment = await em.findOne(Deployment, id, { lockMode: LockMode.PESSIMISTIC_WRITE })
    if (!deployment) throw new NotFoundError(`No deployment \`${id}\`.`)
    await work(em, deployment)
    deployment.updatedAt = new Date()
    await em.flush()
    await announce(em, 'deployment', id)
    return deployment
  })
}

/** The deployment as it is now, then again after every change, until it is gone. */
export async function* watchDeployment(
  { em, events, viewer }: Context,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Deployment> {
  let seen = -1
  for await (const _ of events.changes('deployment', id, signal)) {
    const deployment = await em.fork().findOne(Deployment, id)
    if (!deployment || !canSee(viewer, deployment.namespace)) return
    if (deployment.changeCount === seen) continue
    seen = deployment.changeCount
    yield deployment
  }
}
