import type { EntityManager } from '@mikro-orm/postgresql'
import { Version } from './version.entity.ts'

/** A version on the way back from a head. */
export type Step = { headId: string; version: Version }

type Page = { first: number; after: string; skip: number }

/** From each head back to its first version, beginning behind `after`, a version of the same repository. */
export async function findHistories(
  em: EntityManager,
  headIds: string[],
  { first, after, skip }: Page,
): Promise<Step[]> {
  const rows = await em.execute<{ headId: string }[]>(
    `select head.id as "headId", walked.* from version head cross join lateral (
       with recursive walked as (
         select version.*, 1 as step from version where id = ${after ? behind : 'head.id'}
         union all
         select version.*, step + 1 from version join walked on version.id = walked.parent_id
         where step < ?
       )
       select * from walked where step > ? order by step
     ) walked where head.id = any(array[?]) order by head.id, step`,
    [...(after ? [after] : []), skip + first, skip, headIds],
  )
  return rows.map(({ headId, ...version }) => ({ headId, version: em.map(Version, version) }))
}

const behind = `(
  select parent_id from version seen where seen.id = ? and seen.repository_id = head.repository_id
)`
