import type { EntityManager } from '@mikro-orm/postgresql'
import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { badUserInput } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import type { Context } from '../context.ts'
import { Change } from './change.entity.ts'
import type { Snapshot } from './change.entity.ts'

export type HistoryPage = Connection<Change>

/** Woken for each change; carries no id, since everybody may want to know. */
export const changeTopic = { name: 'change', id: 'any' } as const

type Happening = {
  type: Change['type']
  by: string
  before: Snapshot | null
  after: Snapshot | null
}

/**
 * Adds to the history, as the last thing that the transaction of `em` does: until it ends, nobody else is given a
 * number, so that whoever sees one sees all before it. What changed nothing is no change.
 */
export async function record(em: EntityManager, happening: Happening): Promise<void> {
  const { type, by, before, after } = happening
  const known = after ?? before
  if (!known || JSON.stringify(before) === JSON.stringify(after)) return
  await em.execute(`select pg_advisory_xact_lock(hashtext('change'))`)
  const [next] = await em.execute<{ sequence: string; number: number; last: Date | null }[]>(
    `select (select coalesce(max(sequence), 0) + 1 from change) as sequence,
       coalesce(max(number), 0) + 1 as number, max(at) as last
     from change where entity_id = ?`,
    [known.id],
  )
  const last = new Date(next!.last ?? 0)
  const now = after ? new Date(after.updatedAt) : new Date()
  await em.insert(Change, {
    sequence: Number(next!.sequence),
    entityId: known.id,
    number: next!.number,
    type,
    namespace: known.namespace,
    name: known.name,
    action: actionOf(happening),
    by,
    at: now > last ? now : last, // never before the change before, whatever the clocks say
    before,
    after,
  })
  await announce(em, changeTopic.name, changeTopic.id)
  await announce(em, type.toLowerCase(), known.id)
}

function actionOf({ before, after }: Happening): Change['action'] {
  if (!before) return 'CREATED'
  return after ? 'UPDATED' : 'DELETED'
}

/** The history of one entity, oldest first. */
export async function findHistory(
  { em }: Context,
  entityId: string,
  { first, after }: PageArgs,
): Promise<HistoryPage> {
  const rows = await em.find(
    Change,
    { entityId, ...(after && { number: { $gt: positionIn(after) } }) },
    { orderBy: { number: 'asc' }, limit: checkFirst(first) + 1 },
  )
  return toConnection(rows, {
    first,
    after,
    cursorOf: ({ number }) => toCursor(number),
    count: () => em.count(Change, { entityId }),
  })
}

/** The number that stands in a cursor of changes. */
export function positionIn(cursor: string): number {
  const position = Number(fromCursor(cursor))
  if (Number.isSafeInteger(position) && position >= 0) return position
  throw badUserInput(`\`${cursor}\` is no cursor of changes.`)
}

/** The number of the last change there is. */
export async function lastSequence(em: EntityManager): Promise<number> {
  const [last] = await em.find(Change, {}, { orderBy: { sequence: 'desc' }, limit: 1 })
  return last?.sequence ?? 0
}
