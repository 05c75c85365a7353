import { readCsv } from './csv.ts'
import { readJson } from './json.ts'
import { readJsonl } from './jsonl.ts'
import { readParquet } from './parquet.ts'
import { firstRow } from './row.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'
import type { Syntax } from './row.syntax.ts'

const readers = { JSONL: readJsonl, JSON: readJson, CSV: readCsv, PARQUET: readParquet }

/** The rows of a content from one of them on, read as they are asked for. */
export const readRows = (
  syntax: Syntax,
  bytes: Bytes,
  from: RowStart = firstRow,
): AsyncGenerator<RawRow> => readers[syntax](bytes, from)

/** The rows from number `start` until before `end`. `from` is a row at or before the first of them. */
export async function* readSomeRows(
  syntax: Syntax,
  bytes: Bytes,
  { from, start, end }: { from: RowStart; start: number; end: number },
): AsyncGenerator<RawRow> {
  if (start >= end) return
  if (syntax === 'PARQUET') return yield* readParquet(bytes, { row: start, offset: 0 }, end)
  for await (const row of readRows(syntax, bytes, from)) {
    if (row.row >= start) yield row
    if (row.row >= end - 1) return
  }
}
