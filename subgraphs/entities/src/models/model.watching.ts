import { toCursor } from '@weft/kit/connection'
import { NotFoundError } from '@weft/kit/errors'
import { canSee, visibleNamespaces } from '@weft/kit/identity'
import { Change } from '../changes/change.entity.ts'
import { changeTopic, lastSequence, positionIn } from '../changes/change.service.ts'
import { refresh } from '../context.ts'
import type { Context } from '../context.ts'
import type { ModelFilter } from '../generated/graphql.ts'
import type { Model } from './model.entity.ts'
import { modelFrom } from './model.snapshot.ts'

/** The model as it is, then again after each change; ends when it is deleted. */
export async function* watchModel(
  context: Context,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Model> {
  for await (const _ of context.events.changes('model', id, signal)) {
    refresh(context)
    const model = await context.loaders.models.load(id)
    if (!model) return
    yield model
  }
}

type Following = { filter?: ModelFilter | null; after?: string | null }

/** Where a subscription begins: after the cursor, or now. A namespace that the caller cannot see has no changes. */
export async function startOf({ em, viewer }: Context, { filter, after }: Following) {
  if (filter?.namespace && !canSee(viewer, filter.namespace))
    throw new NotFoundError(`No namespace \`${filter.namespace}\`.`)
  return after ? positionIn(after) : lastSequence(em)
}

const batchSize = 500

/** Each model as a change after number `last` left it, if it fits the filter then; each once, in order. */
export async function* followModels(
  context: Context,
  { filter, last, signal }: { filter: ModelFilter; last: number; signal: AbortSignal },
): AsyncGenerator<{ cursor: string; model: Model }> {
  for await (const _ of context.events.changes(changeTopic.name, changeTopic.id, signal)) {
    let isFull = true
    while (isFull) {
      refresh(context)
      const batch = await readAfter(context, last)
      for (const { sequence, after } of batch) {
        last = sequence
        const model = after && modelFrom(after)
        if (model && fits(model, filter)) yield { cursor: toCursor(sequence), model }
      }
      isFull = batch.length === batchSize
    }
  }
}

function readAfter({ em, viewer }: Context, last: number): Promise<Change[]> {
  const names = visibleNamespaces(viewer)
  return em.find(
    Change,
    {
      sequence: { $gt: last },
      type: 'MODEL',
      ...(names !== '*' && { namespace: { $in: names } }),
    },
    { orderBy: { sequence: 'asc' }, limit: batchSize },
  )
}

const equalities = ['namespace', 'projectId', 'kind', 'baseModelId'] as const

/** The filter of lists, for one model. */
function fits(model: Model, filter: ModelFilter): boolean {
  const { tags, search, createdAt } = filter
  const isIn = (text: string | null | undefined) =>
    text?.toLowerCase().includes(search!.toLowerCase())
  return [
    equalities.every((field) => !filter[field] || model[field] === filter[field]),
    (tags ?? []).every((tag) => model.tags.includes(tag)),
    !search || isIn(model.name) || isIn(model.description),
    !createdAt?.from || model.createdAt >= createdAt.from,
    !createdAt?.to || model.createdAt < createdAt.to,
  ].every(Boolean)
}
