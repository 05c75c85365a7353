import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { CsvError, parse } from 'csv-parse'
import type { Options } from 'csv-parse'
import { bytesFrom, byteOrderMark, longestRowBytes, noUtf8, tooLong, Unreadable } from './row.ts'
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
      if (!fields) {
        yield { ...start, value: '', problem: noUtf8 }
        if (!columns) return
        next.row++
        continue
      }
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

const hasMark = (piece: Uint8Array) => byteOrderMark.equals(piece.subarray(0, byteOrderMark.length))

/** The mark of either byte order, of which none can begin a text in UTF-8. */
const isUtf16 = ([first, second]: Uint8Array) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

function whatEnded(error: unknown): { problem: string; line?: number } {
  if (error instanceof Unreadable) return { problem: error.message }
  if (!(error instanceof CsvError)) throw error
  if (error.code === 'CSV_MAX_RECORD_SIZE') return { problem: tooLong }
  return { problem: `${error.message}.`, line: error.lines as number }
}

/** `fields` is null where they are not UTF-8. */
type Fields = { fields: string[] | null; line: number; end: number }

async function* readRecords(bytes: Bytes, begin: number): AsyncGenerator<Fields> {
  const found: Fields[] = []
  let ended = 0
  let base = begin
  const options: Options<Buffer[]> = {
    encoding: null, // what cannot be decoded would be passed over
    max_record_size: longestRowBytes, // of what stands in the fields only
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true, // told row by row
    skip_empty_lines: true,
    on_record: (record, { lines, bytes: end }) => {
      const fields = record.map((field) => field.toString())
      const all = fields.join('')
      const inside = all.match(/\r\n|\n|\r/g)?.length ?? 0
      const isText = !all.includes('\ufffd') || record.every((field) => isUtf8(field))
      found.push({ fields: isText ? fields : null, line: lines - inside, end: base + end })
      ended = end
      return null // kept here instead, since a stream that breaks forgets what it had read
    },
  }
  const parser = parse(options as unknown as Options)
  parser.on('error', () => {}) // told to who writes
  const write = promisify<Uint8Array, void>(parser.write.bind(parser))
  const end = promisify<void>((done) => parser.end(done))
  try {
    let place = begin
    for await (const piece of bytesFrom(bytes, begin)) {
      if (!place && isUtf16(piece)) throw new Unreadable(utf16)
      const markBytes = !place && hasMark(piece) ? byteOrderMark.length : 0
      base += markBytes
      place += piece.length
      await write(piece.subarray(markBytes))
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
  for await (const { fields } of readRecords(bytes, 0)) return fields ?? []
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
