import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { badUserInput } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import { mostProblems } from '../rows/row.check.ts'
import { splitNames } from '../rows/row.formats.ts'
import type { RowFormat, SplitName } from '../rows/row.formats.ts'
import { readSomeRows } from '../rows/row.reading.ts'
import { bytesOf } from '../rows/row-set.reading.ts'
import { RowPoint } from '../rows/row-set.entity.ts'
import { firstRow } from '../rows/row.ts'
import { createTurns } from '../turns.ts'
import type { RowFile } from './version.loaders.ts'

export type Row = { split: SplitName; index: number; value: unknown }
export type RowPage = Connection<Row>

export const filesOf = async ({ loaders }: Context, versionId: string): Promise<RowFile[]> =>
  (await loaders.rowFiles.load(versionId))?.files ?? []

/** The files that training and evaluation read, by split. */
export async function findSplits(ctx: Context, versionId: string) {
  const all = await filesOf(ctx, versionId)
  return splitNames
    .map((name) => ({ name, files: all.filter(({ file }) => file.split === name) }))
    .filter((split) => split.files.length)
    .map(({ name, files }) => ({
      name,
      files: files.map(({ file }) => file),
      format: commonFormat(files),
      rowCount: rowsIn(files),
    }))
}

const rowsIn = (files: RowFile[]) => files.reduce((count, { rows }) => count + rows.rowCount, 0)

function commonFormat(files: RowFile[]): RowFormat {
  const formats = new Set(files.flatMap(({ rows }) => (rows.rowCount ? [rows.format] : [])))
  const [format] = formats
  return formats.size === 1 ? (format ?? 'TABLE') : 'TABLE'
}

/** What is known of all rows of a version. */
export async function findValidation(ctx: Context, versionId: string) {
  const files = await filesOf(ctx, versionId)
  const problems = files.flatMap(({ file, rows }) =>
    rows.problems.map(({ line, message }) => ({ path: `${file.path}:${line}`, message })),
  )
  const problemCount = files.reduce((count, { rows }) => count + rows.problemCount, 0)
  const shown = problems.slice(0, mostProblems)
  if (files.some(({ rows }) => rows.status === 'PENDING'))
    return { status: 'PENDING', rowCount: null, problems: shown, problemCount: null } as const
  const status = problemCount ? 'FAILED' : 'PASSED'
  return { status, rowCount: rowsIn(files), problems: shown, problemCount } as const
}

// What is read for a page, of a Parquet a whole row group, is held no more often than this for one repository.
const pagesInTurn = createTurns(2)

type Wanted = PageArgs & { split: SplitName }

/** The rows of a split, file after file, as far as they have been read once. */
export async function findRows(
  ctx: Context,
  versionId: string,
  { split, first, after }: Wanted,
): Promise<RowPage> {
  checkFirst(first)
  const files = (await filesOf(ctx, versionId)).filter(({ file }) => file.split === split)
  const pending = files.findIndex(({ rows }) => rows.status === 'PENDING')
  const readable = pending < 0 ? files : files.slice(0, pending + 1)
  const total = rowsIn(readable)
  const start = after ? positionOf(after) + 1 : 0
  const span = { start, end: Math.min(start + first, total) }
  const { rows, isCut } = await pagesInTurn(files[0]?.file.repositoryId ?? versionId, () =>
    takePage(readAcross(ctx, readable, { ...span, split })),
  )
  const page = toConnection(rows, {
    first,
    after,
    cursorOf: ({ index }) => toCursor(index),
    count: async () => total,
  })
  page.pageInfo.hasNextPage = pending >= 0 || isCut || start + first < total
  return page
}

function positionOf(cursor: string): number {
  const position = Number(fromCursor(cursor))
  if (Number.isSafeInteger(position) && position >= 0) return position
  throw badUserInput(`\`${cursor}\` is no cursor of rows.`)
}

/** Of the text of rows, so that a page of long ones is no hundred times as long as one. */
const mostPageBytes = 16 * 1024 ** 2

/** As many rows as a page may hold; the first in any case. */
async function takePage(rows: AsyncIterable<Row>): Promise<{ rows: Row[]; isCut: boolean }> {
  const taken: Row[] = []
  let sizeBytes = 0
  for await (const row of rows) {
    sizeBytes += Buffer.byteLength(JSON.stringify(row.value))
    if (taken.length && sizeBytes > mostPageBytes) return { rows: taken, isCut: true }
    taken.push(row)
  }
  return { rows: taken, isCut: false }
}

/** Rows by their numbers in all files together. */
async function* readAcross(
  ctx: Context,
  files: RowFile[],
  { split, start, end }: Span & { split: SplitName },
): AsyncGenerator<Row> {
  let begin = 0
  for (const each of files) {
    const span = {
      start: Math.max(start - begin, 0),
      end: Math.min(end - begin, each.rows.rowCount),
    }
    if (span.start < span.end)
      for await (const { row, value } of readSpan(ctx, each, span))
        yield { split, index: begin + row, value }
    begin += each.rows.rowCount
  }
}

type Span = { start: number; end: number }

async function* readSpan({ em, objects }: Context, { file, rows }: RowFile, span: Span) {
  const point = await em.findOne(
    RowPoint,
    { rowSetId: rows.id, row: { $lte: span.start } },
    { orderBy: { row: 'desc' } },
  )
  const from = point ? { row: point.row, offset: point.offset } : firstRow
  yield* readSomeRows(rows.syntax, await bytesOf({ em, objects }, file), { ...span, from })
}
