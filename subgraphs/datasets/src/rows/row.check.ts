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

const longestMessage = 500

/** How many bytes of a file lie between two of its rows whose places are kept. */
const pointBytes = 1024 ** 2

/** After so many rows, what is known by then is told, whether or not they have places. */
const rowsAtATime = 100

type OnProgress = (soFar: CheckedRows, point: RowStart | null) => Promise<void> | void

/**
 * Reads every row of one file. Keeps the first hundred problems, and counts all. `onProgress` is
 * told now and then what is known by then, and the place of one row in each mebibyte; those of
 * Parquet have none.
 */
export async function checkRows(
  rows: AsyncIterable<RawRow>,
  split: SplitName,
  onProgress: OnProgress = () => {},
): Promise<CheckedRows> {
  const checked: CheckedRows = { format: 'TABLE', rowCount: 0, problems: [], problemCount: 0 }
  let isFirst = true
  const pointAt = createPoints()
  for await (const { value, problem, row, offset, line } of rows) {
    const point = pointAt({ row, offset })
    if (point || checked.rowCount % rowsAtATime === 0) await onProgress(checked, point)
    checked.rowCount++
    const isRow = problem === null && isObject(value)
    if (isFirst && isRow) {
      checked.format = formatOf(value)
      isFirst = false
    }
    const message = isRow ? problemOf(value, checked.format, split) : problem
    if (message) addProblem(checked, { line, message })
  }
  return checked
}

function addProblem(checked: CheckedRows, { line, message }: RowProblem) {
  checked.problemCount++
  if (checked.problems.length < mostProblems)
    checked.problems.push({ line, message: storable(message) })
}

/** Messages repeat what stands in the file: it may be long, and hold what the database does not take for a text. */
const storable = (message: string) =>
  message.slice(0, longestMessage).toWellFormed().replaceAll('\0', '\ufffd')

/** Lets the first row in each mebibyte through. */
function createPoints() {
  let next = pointBytes
  return (start: RowStart): RowStart | null => {
    if (start.offset < next) return null
    next = start.offset + pointBytes
    return start
  }
}
