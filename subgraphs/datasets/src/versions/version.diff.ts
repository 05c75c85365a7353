import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { PageArgs } from '@weft/kit/connection'
import type { Context } from '../context.ts'
import type { Change, Compared } from './diff.pages.ts'
import { countChangedRows } from './diff.rows.ts'
import type { RowChanges } from './diff.rows.ts'
import { keyOfPage } from './page.loaders.ts'
import type { Version } from './version.entity.ts'
import { findRevision } from './version.service.ts'
import type { FilePage } from './version.service.ts'

/** The row counts are found once, when they are asked for. */
export type Diff = Compared & { rows: () => Promise<RowChanges> }

export async function findDiff(
  ctx: Context,
  { id, repositoryId }: Version,
  against: string,
): Promise<Diff | null> {
  const other = await findRevision(ctx, repositoryId, against)
  if (!other) return null
  const compared = { versionId: id, againstId: other.id }
  let rows: Promise<RowChanges> | null = null
  return { ...compared, rows: () => (rows ??= countChangedRows(ctx, compared)) }
}

/** The files of one kind of change, sorted by path. */
export async function findChangedFiles(
  { loaders }: Context,
  { versionId, againstId }: Compared,
  { change, first, after }: PageArgs & { change: Change },
): Promise<FilePage> {
  const page = {
    versionId,
    againstId,
    change,
    first: checkFirst(first) + 1,
    after: after ? fromCursor(after) : '',
  }
  const found = await loaders.diffPages.load(keyOfPage(page))
  const countKey = keyOfPage({ ...page, first: 0, after: '' })
  return toConnection(
    (found?.rows ?? []).map(({ file }) => file),
    {
      first,
      after,
      cursorOf: ({ path }) => toCursor(path),
      count: async () => Number((await loaders.diffCounts.load(countKey))?.rows[0]?.count ?? 0),
    },
  )
}
