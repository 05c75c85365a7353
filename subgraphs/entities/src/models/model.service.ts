import { requireAccess } from '@weft/kit/access'
import type { RoleRule } from '@weft/kit/access'
import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { canSee } from '@weft/kit/identity'
import { z } from 'zod'
import { record } from '../changes/change.service.ts'
import type { Context } from '../context.ts'
import type { UpdateModelInput } from '../generated/graphql.ts'
import { CustomFields, Description, Prompt, Tags, checkInput } from '../input-rules.ts'
import { holdProject } from '../projects/project.service.ts'
import { Endpoint, changeEndpoint } from './external-endpoint.ts'
import { Model } from './model.entity.ts'
import { snapshotOf } from './model.snapshot.ts'

export type ModelRef = { namespace: string; name: string; version?: string }

/** Reads `namespace/name[@version]`; null when it is something else. */
export function parseRef(ref: string): ModelRef | null {
  const [, namespace, name, version] = /^([^/@]+)\/([^/@]+)(?:@([^/@]+))?$/.exec(ref) ?? []
  return namespace && name ? { namespace, name, ...(version && { version }) } : null
}

/** Finds by `namespace/name@version`, or `namespace/name` for the newest version. */
export async function findModelByRef({ em, viewer }: Context, ref: string): Promise<Model | null> {
  const parsed = parseRef(ref)
  if (!parsed || !canSee(viewer, parsed.namespace)) return null
  return em.findOne(Model, parsed, { orderBy: { id: 'desc' } })
}

const Changes = z.object({
  description: Description,
  projectId: z.string().nullish(),
  endpoint: Endpoint.nullish(),
  prompt: Prompt,
  tags: Tags,
  customFields: CustomFields,
})

/** Changes what is said about a model, and an external one's endpoint. What the input leaves out stays; null takes it away. */
export async function updateModel(context: Context, input: UpdateModelInput): Promise<Model> {
  await requireAccessTo(context, 'updateModel', input.id)
  const { tags, endpoint, ...fields } = checkInput(Changes, input)
  const changes = { ...fields, ...(tags !== undefined && { tags: tags ?? [] }) }
  const { em, keys, loaders, viewer } = context
  const updated = await em.fork().transactional(async (em) => {
    const model = await lockModel(em, input.id)
    if (changes.projectId) await holdProject(em, context, changes.projectId, model.namespace)
    const before = snapshotOf(model)
    changeEndpoint(model, endpoint, keys)
    em.assign(model, changes, { mergeObjectProperties: false })
    await em.flush()
    await record(em, { type: 'MODEL', by: viewer.subject, before, after: snapshotOf(model) })
    return model
  })
  loaders.models.clear(input.id).prime(input.id, updated)
  return updated
}

/** Takes a model away that no other is made from. Its files stay in their repository. */
export async function deleteModel(context: Context, id: string): Promise<{ id: string }> {
  await requireAccessTo(context, 'deleteModel', id)
  return takeAway(context, id)
}

export async function takeAway(context: Context, id: string): Promise<{ id: string }> {
  await context.em.fork().transactional(async (em) => {
    const model = await lockModel(em, id)
    await refuseWhileUsed(em, context, model)
    const before = snapshotOf(model)
    await em.remove(model).flush()
    await record(em, { type: 'MODEL', by: context.viewer.subject, before, after: null })
  })
  context.loaders.models.clear(id)
  return { id }
}

/** Keeps a model from being taken away until the transaction ends; null when it is gone. */
export const holdModel = (em: EntityManager, id: string): Promise<Model | null> =>
  em.findOne(Model, { id }, { lockMode: LockMode.PESSIMISTIC_READ })

export async function getModel({ loaders }: Context, id: string): Promise<Model> {
  const model = await loaders.models.load(id)
  if (!model) throw noModel(id)
  return model
}

async function requireAccessTo(context: Context, rule: RoleRule, id: string) {
  const { namespace } = await getModel(context, id)
  requireAccess(context.viewer, rule, namespace)
}

async function lockModel(em: EntityManager, id: string): Promise<Model> {
  const model = await em.findOne(Model, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!model) throw noModel(id)
  return model
}

const noModel = (id: string) => new NotFoundError(`No model \`${id}\`.`)

const namesShown = 5

async function refuseWhileUsed(em: EntityManager, { viewer }: Context, model: Model) {
  const [derived, count] = await em.findAndCount(
    Model,
    { baseModelId: model.id },
    { limit: 100, orderBy: { id: 'asc' } },
  )
  if (!count) return
  const shown = derived.filter(({ namespace }) => canSee(viewer, namespace)).slice(0, namesShown)
  const rest = count - shown.length
  const all = [...shown.map((one) => `\`${one.ref()}\``), ...(rest ? [`${rest} more`] : [])]
  throw new ConflictError(`\`${model.ref()}\` is the base model of ${all.join(', ')}.`)
}
