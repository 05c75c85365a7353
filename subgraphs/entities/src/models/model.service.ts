import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { canSee, requireRole } from '@weft/kit/identity'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { UpdateModelInput } from '../generated/graphql.ts'
import { CustomFields, Description, Prompt, Tags, checkInput } from '../input-rules.ts'
import { holdProject } from '../projects/project.service.ts'
import { Model } from './model.entity.ts'

/** Finds by `namespace/name@version`, or `namespace/name` for the newest version. */
export async function findModelByRef({ em, viewer }: Context, ref: string): Promise<Model | null> {
  const [, namespace, name, version] = /^([^/@]+)\/([^/@]+)(?:@([^/@]+))?$/.exec(ref) ?? []
  if (!namespace || !name || !canSee(viewer, namespace)) return null
  return em.findOne(
    Model,
    { namespace, name, ...(version && { version }) },
    { orderBy: { id: 'desc' } },
  )
}

const Changes = z.object({
  description: Description,
  projectId: z.string().nullish(),
  prompt: Prompt,
  tags: Tags,
  customFields: CustomFields,
})

/** Changes what is said about a model. What the input leaves out stays; null takes it away. */
export async function updateModel(context: Context, input: UpdateModelInput): Promise<Model> {
  await requireEditor(context, input.id)
  const { tags, ...fields } = checkInput(Changes, input)
  const changes = { ...fields, ...(tags !== undefined && { tags: tags ?? [] }) }
  const { em, loaders } = context
  const updated = await em.fork().transactional(async (em) => {
    const model = await lockModel(em, input.id)
    if (changes.projectId) await holdProject(em, context, changes.projectId, model.namespace)
    return em.assign(model, changes, { mergeObjectProperties: false })
  })
  loaders.models.clear(input.id).prime(input.id, updated)
  return updated
}

/** Takes a model away that no other is made from. Its files stay in their repository. */
export async function deleteModel(context: Context, id: string): Promise<{ id: string }> {
  await requireEditor(context, id)
  await context.em.fork().transactional(async (em) => {
    const model = await lockModel(em, id)
    await refuseWhileUsed(em, context, model)
    em.remove(model)
  })
  context.loaders.models.clear(id)
  return { id }
}

/** Keeps a model from being taken away until the transaction ends; null when it is gone. */
export const holdModel = (em: EntityManager, id: string): Promise<Model | null> =>
  em.findOne(Model, { id }, { lockMode: LockMode.PESSIMISTIC_READ })

async function requireEditor({ loaders, viewer }: Context, id: string) {
  const model = await loaders.models.load(id)
  if (!model) throw noModel(id)
  requireRole(viewer, model.namespace, 'EDITOR')
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
