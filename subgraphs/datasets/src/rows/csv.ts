import { promisify } from 'node:util'
import { CsvError, parse } from 'csv-parse'
import { bytesFrom, longestRowBytes, tooLong, Unreadable } from './row.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'

/**
 * Comma-separated values, RFC 4180: the first line names the columns, a quoted field may hold lines of its own, and every
 * value is a text. A quote that does not fit ends the file: nothing after it can be told apart.
 */
export async function* readCsv(bytes: Bytes, from: RowStart): AsyncGenerator<RawRow> {
  let columns = from.offset ? await columnsOf(bytes) : null
  let next = { ...from, line: 1 }
  try {
    for await (const { fields, line, end } of readRecords(bytes, from.offset)) {
      const start = { ...next, line }
      next = { row: next.row, offset: end, line: line + 1 }
      if (columns) {
        yield { ...start, ...rowOf(columns, fields) }
        next.row++
        continue
      }
      columns = fields
      const problem = problemOf(columns)
      if (problem) return yield { ...start, value: '', problem }
    }
  } catch (error) {
    yield { ...next, value: '', ...whatEnded(error) }
  }
}

const utf16 = 'This file is UTF-16; save it as UTF-8.'

/** The mark of either byte order, of which none can begin a text in UTF-8. */
const isUtf16 = ([first, second]: Uint8Array) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

function whatEnded(error: unknown): { problem: string; line?: number } {
  if (error instanceof Unreadable) return { problem: error.message }
  if (!(error instanceof CsvError)) throw error
  if (error.code === 'CSV_MAX_RECORD_SIZE') return { problem: tooLong }
  return { problem: `${error.message}.`, line: error.lines as number }
}

type Fields = { fields: string[]; line: number; end: number }

async function* readRecords(bytes: Bytes, begin: number): AsyncGenerator<Fields> {
  const found: Fields[] = []
  let ended = 0
  const parser = parse({
    bom: !begin,
    max_record_size: longestRowBytes, // of what stands in the fields only
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true, // told row by row
    skip_empty_lines: true,
    on_record: (fields: string[], { lines, bytes: end }) => {
      const inside = fields.join('').match(/\r\n|\n|\r/g)?.length ?? 0
      found.push({ fields, line: lines - inside, end: begin + end })
      ended = end
      return null // kept here instead, since a stream that breaks forgets what it had read
    },
  })
  parser.on('error', () => {}) // told to who writes
  const write = promisify<Uint8Array, void>(parser.write.bind(parser))
  const end = promisify<void>((done) => parser.end(done))
  try {
    let place = begin
    for await (const piece of bytesFrom(bytes, begin)) {
      if (!place && isUtf16(piece)) throw new Unreadable(utf16)
      place += piece.length
      await write(piece)
      yield* found.splice(0)
      if (parser.info.bytes - ended > longestRowBytes) throw new Unreadable(tooLong)
    }
    await end()
    yield* found
  } catch (error) {
    yield* found
    throw error
  } finally {
    parser.destroy()
  }
}

async function columnsOf(bytes: Bytes): Promise<string[]> {
  for await (const { fields } of readRecords(bytes, 0)) return fields
  return []
}

function problemOf(columns: string[]): string | null {
  if (columns.some((column) => !column.trim())) return 'A column has no name in the first line.'
  const seen = new Set<string>()
  const twice = columns.find((column) => seen.size === seen.add(column).size)
  return twice === undefined ? null : `Two columns are named \`${twice}\`.`
}

function rowOf(columns: string[], fields: string[]): Pick<RawRow, 'value' | 'problem'> {
  if (fields.length !== columns.length)
    return {
      value: fields,
      problem: `This row has ${fields.length} fields; the first line names ${columns.length} columns.`,
    }
  return {
    value: Object.fromEntries(columns.map((column, index) => [column, fields[index]])),
    problem: null,
  }
}
