import { formatOf, problemOf } from './row.formats.ts'
import type { RowFormat, SplitName } from './row.formats.ts'
import { isObject } from './row.ts'
import type { RawRow, RowStart } from './row.ts'

export type RowProblem = { line: number; message: string }

export type CheckedRows = {
  format: RowFormat
  rowCount: number
  problems: RowProblem[]
  problemCount: number
}

export const mostProblems = 100

/** How many bytes of a file lie between two of its rows whose places are kept. */
const pointBytes = 1024 ** 2

/**
 * Reads every row of one file. Keeps the first hundred problems, and counts all. `onPoint` is given the place of a row in
 * each mebibyte, with what is known by then.
 */
export async function checkRows(
  rows: AsyncIterable<RawRow>,
  split: SplitName,
  onPoint: (point: RowStart, checked: CheckedRows) => Promise<void> | void = () => {},
): Promise<CheckedRows> {
  const checked: CheckedRows = { format: 'TABLE', rowCount: 0, problems: [], problemCount: 0 }
  let isFirst = true
  let nextPoint = pointBytes
  for await (const { value, problem, row, offset, line } of rows) {
    if (offset >= nextPoint) {
      await onPoint({ row, offset }, checked)
      nextPoint = offset + pointBytes
    }
    checked.rowCount++
    const isRow = problem === null && isObject(value)
    if (isFirst && isRow) {
      checked.format = formatOf(value)
      isFirst = false
    }
    const message = isRow ? problemOf(value, checked.format, split) : problem
    if (!message) continue
    checked.problemCount++
    if (checked.problems.length < mostProblems) checked.problems.push({ line, message })
  }
  return checked
}
