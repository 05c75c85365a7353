import type { EntityManager, EntityName, FilterQuery } from '@mikro-orm/core'
import { badUserInput } from './errors.ts'

export type PageArgs = { first: number; after?: string | null }

/** A page as the schema's connections have it; `totalCount` is counted only when somebody asks. */
export type Connection<T> = {
  edges: { cursor: string; node: T }[]
  nodes: T[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
  totalCount: () => Promise<number>
}

/** An opaque position: what stands before it in the order of the list has been seen. */
export const toCursor = (position: string | number): string =>
  Buffer.from(String(position)).toString('base64url')

export function fromCursor(cursor: string): string {
  const position = Buffer.from(cursor, 'base64url').toString()
  if (!position || toCursor(position) !== cursor) throw badUserInput(`\`${cursor}\` is no cursor.`)
  return position
}

/** `first`, if it lies between 0 and the cap of the list. */
export function checkFirst(first: number, cap = 100): number {
  if (first >= 0 && first <= cap) return first
  throw badUserInput(`\`first\` is ${first}; ask for 0 to ${cap} at a time.`)
}

/**
 * The connection of one page: `rows` are `first + 1` rows at most, of which the last only tells that there is more.
 */
export function toConnection<T>(
  rows: T[],
  options: {
    first: number
    after?: string | null
    cursorOf: (row: T) => string
    count: () => Promise<number>
  },
): Connection<T> {
  const nodes = rows.slice(0, options.first)
  const edges = nodes.map((node) => ({ node, cursor: options.cursorOf(node) }))
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > options.first,
      hasPreviousPage: Boolean(options.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: options.count,
  }
}

/** A page of entities in the order of their ids, which is the order of their age. Newest first unless told otherwise. */
export async function findPage<T extends { id: string }>(
  em: EntityManager,
  entity: EntityName<T>,
  where: FilterQuery<NoInfer<T>>,
  { first, after, order = 'desc' }: PageArgs & { order?: 'asc' | 'desc' },
): Promise<Connection<T>> {
  checkFirst(first)
  const beyond = after
    ? { id: { [order === 'desc' ? '$lt' : '$gt']: fromCursor(after) } }
    : undefined
  const rows = await em.find(
    entity,
    (beyond ? { $and: [where, beyond] } : where) as never,
    {
      limit: first + 1,
      orderBy: { id: order },
    } as never,
  )
  return toConnection(rows as T[], {
    first,
    after,
    cursorOf: ({ id }) => toCursor(id),
    count: () => em.count(entity, where),
  })
}
