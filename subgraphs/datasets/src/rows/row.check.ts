import type { Problem } from '@weft/kit/errors'
import { readLines } from './lines.ts'
import type { Line } from './lines.ts'
import { formatOf, problemOf } from './row.formats.ts'
import type { RowFormat, SplitName } from './row.formats.ts'

export type CheckedRows = {
  format: RowFormat
  rowCount: number
  problems: Problem[]
  problemCount: number
}

const longestRowBytes = 16 * 1024 ** 2
export const mostProblems = 100

/** Reads every row of one file, one line at a time. Keeps the first hundred problems, and counts all. */
export async function checkRows(
  source: AsyncIterable<Uint8Array>,
  { path, split }: { path: string; split: SplitName },
): Promise<CheckedRows> {
  const checked: CheckedRows = { format: 'TABLE', rowCount: 0, problems: [], problemCount: 0 }
  let isFirst = true
  for await (const line of readLines(source, longestRowBytes)) {
    const row = rowOf(line)
    if (row === null) continue
    checked.rowCount++
    if (isFirst && typeof row !== 'string') checked.format = formatOf(row)
    if (typeof row !== 'string') isFirst = false
    const message = typeof row === 'string' ? row : problemOf(row, checked.format, split)
    if (!message) continue
    checked.problemCount++
    if (checked.problems.length < mostProblems)
      checked.problems.push({ path: `${path}:${line.number}`, message })
  }
  return checked
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The row of a line, or what is wrong with it; null when the line is blank. */
function rowOf({ bytes }: Line): Record<string, unknown> | string | null {
  if (!bytes) return 'This row is longer than 16 MiB.'
  let text
  try {
    text = decoder.decode(bytes).trim()
  } catch {
    return 'This row is not UTF-8 text.'
  }
  if (!text) return null
  try {
    const row: unknown = JSON.parse(text)
    if (typeof row === 'object' && row !== null && !Array.isArray(row))
      return row as Record<string, unknown>
    return 'This row is no JSON object: each line holds one, in braces.'
  } catch (error) {
    return `This row is no JSON: ${error instanceof Error ? error.message : String(error)}.`
  }
}
