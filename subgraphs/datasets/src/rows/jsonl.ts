import { parseJson } from './json.values.ts'
import { readLines } from './lines.ts'
import type { Line } from './lines.ts'
import {
  bytesFrom,
  isObject,
  longestRowBytes,
  messageOf,
  noUtf8,
  tooLong,
  Unreadable,
} from './row.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'

/** JSON Lines: one object a line. Blank lines are no rows. */
export async function* readJsonl(bytes: Bytes, from: RowStart): AsyncGenerator<RawRow> {
  let row = from.row
  const source = bytesFrom(bytes, from.offset)
  for await (const line of readLines(source, longestRowBytes, from.offset)) {
    const read = rowOf(line)
    if (read) yield { row: row++, offset: line.offset, line: line.number, ...read }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function rowOf({ bytes }: Line): Pick<RawRow, 'value' | 'problem'> | null {
  if (!bytes) return { value: '', problem: tooLong }
  let text
  try {
    text = decoder.decode(bytes).trim()
  } catch {
    return { value: bytes.toString(), problem: noUtf8 }
  }
  if (!text) return null
  try {
    const value = parseJson(text)
    if (isObject(value)) return { value, problem: null }
    return { value, problem: 'This row is no JSON object: each line holds one, in braces.' }
  } catch (error) {
    if (error instanceof Unreadable) return { value: '', problem: error.message }
    return { value: text, problem: `This row is no JSON: ${messageOf(error)}.` }
  }
}
