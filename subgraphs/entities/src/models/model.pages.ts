import type { FilterQuery } from '@mikro-orm/postgresql'
import { checkFirst, findPage, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { badUserInput } from '@weft/kit/errors'
import { visibleNamespaces } from '@weft/kit/identity'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { ModelFilter, ModelOrder } from '../generated/graphql.ts'
import { textMatches } from '../search.ts'
import { Model } from './model.entity.ts'

export type ModelPage = Connection<Model>
type Condition = FilterQuery<Model>

const orders = {
  CREATED_AT_DESC: { key: 'createdAt', direction: 'desc' },
  CREATED_AT_ASC: { key: 'createdAt', direction: 'asc' },
  NAME_ASC: { key: 'name', direction: 'asc' },
  NAME_DESC: { key: 'name', direction: 'desc' },
  UPDATED_AT_DESC: { key: 'updatedAt', direction: 'desc' },
} as const satisfies Record<ModelOrder, { key: keyof Model; direction: 'asc' | 'desc' }>

type Wanted = PageArgs & { filter?: ModelFilter | null; orderBy?: ModelOrder }

/** The models that the caller may see and that fit the filter, a page at a time. */
export async function findModels(
  { em, viewer }: Context,
  { first, after, filter, orderBy = 'CREATED_AT_DESC' }: Wanted,
): Promise<ModelPage> {
  checkFirst(first)
  const names = visibleNamespaces(viewer)
  const where: Condition[] = [
    ...(names === '*' ? [] : [{ namespace: { $in: names } }]),
    ...conditionsOf(filter ?? {}),
  ]
  const { key, direction } = orders[orderBy]
  const rows = await em.find(
    Model,
    { $and: after ? [...where, beyond(orderBy, after)] : where },
    { limit: first + 1, orderBy: [{ [key]: direction }, { id: direction }] },
  )
  return toConnection(rows, {
    first,
    after,
    cursorOf: (model) => toCursor(JSON.stringify([orderBy, model[key], model.id])),
    count: () => em.count(Model, { $and: where }),
  })
}

export const findVersions = (
  { em }: Context,
  { namespace, name }: Model,
  page: PageArgs,
): Promise<ModelPage> => findPage(em, Model, { namespace, name }, page)

const equalities = ['namespace', 'projectId', 'kind', 'baseModelId'] as const

function conditionsOf(filter: ModelFilter): Condition[] {
  const { tags, search, createdAt } = filter
  return [
    ...equalities.flatMap((field) => (filter[field] ? [{ [field]: filter[field] }] : [])),
    ...(tags?.length ? [{ tags: { $contains: [...tags] } }] : []),
    ...(search ? [textMatches(search)] : []),
    ...(createdAt?.from ? [{ createdAt: { $gte: createdAt.from } }] : []),
    ...(createdAt?.to ? [{ createdAt: { $lt: createdAt.to } }] : []),
  ]
}

const Position = z.tuple([z.string(), z.string(), z.string()])

/** What comes after the cursor. Written so that Postgres begins there in the index, however far down the list. */
function beyond(orderBy: ModelOrder, cursor: string): Condition {
  const { key, direction } = orders[orderBy]
  const [, text, id] = positionOf(orderBy, cursor)
  const value = key === 'name' ? text : new Date(text)
  const [upTo, past] = direction === 'desc' ? ['$lte', '$lt'] : ['$gte', '$gt']
  return {
    [key]: { [upTo]: value },
    $or: [{ [key]: { [past]: value } }, { id: { [past]: id } }],
  }
}

function positionOf(orderBy: ModelOrder, cursor: string): z.infer<typeof Position> {
  try {
    const position = Position.parse(JSON.parse(fromCursor(cursor)))
    const isTime = orders[orderBy].key === 'name' || !Number.isNaN(Date.parse(position[1]))
    if (position[0] === orderBy && isTime) return position
  } catch {
    // refused below
  }
  throw badUserInput(`\`${cursor}\` is no cursor of models in the order ${orderBy}.`)
}
