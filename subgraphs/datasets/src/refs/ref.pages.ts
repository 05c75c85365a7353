import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import type { Context } from '../context.ts'
import { keyOfPage } from '../versions/page.loaders.ts'
import type { Ref, RefPage } from '../versions/page.loaders.ts'

export type RefConnection = Connection<Ref>

/** The branches or the tags of a repository, sorted by name. */
export async function findRefs(
  { loaders }: Context,
  { table, repositoryId }: Pick<RefPage, 'table' | 'repositoryId'>,
  { first, after }: PageArgs,
): Promise<RefConnection> {
  const page = { table, repositoryId, first: checkFirst(first) + 1, after: '' }
  if (after) page.after = fromCursor(after)
  const found = await loaders.refPages.load(keyOfPage(page))
  const countKey = keyOfPage({ ...page, first: 0, after: '' })
  return toConnection(found?.rows ?? [], {
    first,
    after,
    cursorOf: ({ name }) => toCursor(name),
    count: async () => Number((await loaders.refCounts.load(countKey))?.rows[0]?.count ?? 0),
  })
}
