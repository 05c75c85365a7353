import type { EntityManager, EntityName, FilterQuery } from '@mikro-orm/core'
import { z } from 'zod'
import { checkFirst, fromCursor, toConnection, toCursor } from './connection.ts'
import type { Connection, PageArgs } from './connection.ts'
import { badUserInput } from './errors.ts'

const orders = {
  CREATED_AT_DESC: { key: 'createdAt', direction: 'desc' },
  CREATED_AT_ASC: { key: 'createdAt', direction: 'asc' },
  NAME_ASC: { key: 'name', direction: 'asc' },
  NAME_DESC: { key: 'name', direction: 'desc' },
  UPDATED_AT_DESC: { key: 'updatedAt', direction: 'desc' },
} as const

/** The orders that lists of named things have. */
export type ListOrder = keyof typeof orders

type Listed = { id: string; name: string; createdAt: Date; updatedAt: Date }

/** A page of entities in one of the orders; those that are equal in it follow the order of their ids. */
export async function findOrderedPage<T extends Listed>(
  em: EntityManager,
  entity: EntityName<T>,
  where: FilterQuery<NoInfer<T>>[],
  { first, after, orderBy }: PageArgs & { orderBy: ListOrder },
): Promise<Connection<T>> {
  checkFirst(first)
  const { key, direction } = orders[orderBy]
  const conditions = after ? [...where, beyond(orderBy, after)] : where
  const rows = (await em.find(
    entity,
    { $and: conditions } as never,
    { limit: first + 1, orderBy: [{ [key]: direction }, { id: direction }] } as never,
  )) as T[]
  return toConnection(rows, {
    first,
    after,
    cursorOf: (row) => toCursor(JSON.stringify([orderBy, row[key], row.id])),
    count: () => em.count(entity, { $and: where } as never),
  })
}

const Position = z.tuple([z.string(), z.string(), z.string()])

/** What comes after the cursor. Written so that Postgres begins there in the index, however far down the list. */
function beyond(orderBy: ListOrder, cursor: string) {
  const { key, direction } = orders[orderBy]
  const [, text, id] = positionOf(orderBy, cursor)
  const value = key === 'name' ? text : new Date(text)
  const [upTo, past] = direction === 'desc' ? ['$lte', '$lt'] : ['$gte', '$gt']
  return {
    [key]: { [upTo]: value },
    $or: [{ [key]: { [past]: value } }, { id: { [past]: id } }],
  }
}

function positionOf(orderBy: ListOrder, cursor: string): z.infer<typeof Position> {
  try {
    const position = Position.parse(JSON.parse(fromCursor(cursor)))
    const isTime = orders[orderBy].key === 'name' || !Number.isNaN(Date.parse(position[1]))
    if (position[0] === orderBy && isTime) return position
  } catch {
    // refused below
  }
  throw badUserInput(`\`${cursor}\` is no cursor of this list in the order ${orderBy}.`)
}
