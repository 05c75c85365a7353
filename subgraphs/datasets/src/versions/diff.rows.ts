import { createHash } from 'node:crypto'
import { configure } from 'safe-stable-stringify'
import type { Context } from '../context.ts'
import { splitNames } from '../rows/row.formats.ts'
import { readRows } from '../rows/row.reading.ts'
import { bytesOf, keyOf } from '../rows/row-set.reading.ts'
import { createTurns } from '../turns.ts'
import type { Compared } from './diff.pages.ts'
import type { RowFile } from './version.loaders.ts'
import { filesOf } from './version.rows.ts'

/** Above so many rows, they are not held against each other. */
const mostRows = 1_000_000

/** Null when they are not known. */
export type RowChanges = { added: number | null; removed: number | null }

const unknown: RowChanges = { added: null, removed: null }
const takeTurn = createTurns(1)

/**
 * How many rows one version has that the other has not, in any order, each as often as it stands there; a row that moved
 * to another split counts on both sides. Files that both have are not read, whatever their names are.
 */
export async function countChangedRows(ctx: Context, diff: Compared): Promise<RowChanges> {
  const [here, there] = [await filesOf(ctx, diff.versionId), await filesOf(ctx, diff.againstId)]
  const [added, removed] = [without(here, there), without(there, here)]
  const changed = [...added, ...removed]
  if (changed.some(({ rows }) => rows.status === 'PENDING')) return unknown
  const counts = splitNames.map((split) => ({
    added: added.filter(({ file }) => file.split === split),
    removed: removed.filter(({ file }) => file.split === split),
  }))
  const read = counts.filter((each) => each.added.length && each.removed.length)
  const all = read.flatMap((each) => [...each.added, ...each.removed])
  if (sum(all, ({ rows }) => rows.rowCount) > mostRows) return unknown
  if (sum(all, ({ file }) => file.sizeBytes) > ctx.config.ROWS_AT_ONCE_BYTES) return unknown

  const total = { added: 0, removed: 0 }
  for (const each of counts) {
    const { added, removed } = read.includes(each) ? await compareRows(ctx, each) : countRows(each)
    total.added += added
    total.removed += removed
  }
  return total
}

type Sides = { added: RowFile[]; removed: RowFile[] }

const countRows = ({ added, removed }: Sides) => ({
  added: sum(added, ({ rows }) => rows.rowCount),
  removed: sum(removed, ({ rows }) => rows.rowCount),
})

/** Those whose content, read the same way, does not stand in `others` as often. */
function without(files: RowFile[], others: RowFile[]): RowFile[] {
  const left = new Map<string, number>()
  for (const { rows } of others) left.set(keyOf(rows), (left.get(keyOf(rows)) ?? 0) + 1)
  return files.filter(({ rows }) => {
    const count = left.get(keyOf(rows)) ?? 0
    left.set(keyOf(rows), count - 1)
    return count <= 0
  })
}

const sum = (files: RowFile[], sizeOf: (file: RowFile) => number) =>
  files.reduce((total, file) => total + sizeOf(file), 0)

/** One at a time for each repository, since it holds a hash of every row. */
function compareRows(ctx: Context, { added, removed }: Sides) {
  const [{ file }] = added as [RowFile]
  return takeTurn(file.repositoryId, async () => {
    const counts = new Map<string, number>()
    await addRows(ctx, added, { counts, by: 1 })
    await addRows(ctx, removed, { counts, by: -1 })
    const total = { added: 0, removed: 0 }
    for (const count of counts.values()) {
      total.added += Math.max(count, 0)
      total.removed += Math.max(-count, 0)
    }
    return total
  })
}

type Counting = { counts: Map<string, number>; by: 1 | -1 }

async function addRows({ em, objects }: Context, files: RowFile[], { counts, by }: Counting) {
  for (const { file, rows } of files)
    for await (const { value } of readRows(rows.syntax, await bytesOf({ em, objects }, file))) {
      const key = hashOf(value)
      const count = (counts.get(key) ?? 0) + by
      if (count) counts.set(key, count)
      else counts.delete(key)
    }
}

const stringify = configure({ strict: true })

/** The same for two rows whose columns stand in another order. */
const hashOf = (value: unknown) =>
  createHash('sha256')
    .update(stringify(value) ?? '')
    .digest('base64')
    .slice(0, 24) // 144 bits
