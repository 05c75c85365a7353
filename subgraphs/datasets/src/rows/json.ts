import { TokenParser, TokenType, Tokenizer } from '@streamparser/json'
import { deepest, numberOf, tooDeep } from './json.values.ts'
import {
  bytesFrom,
  byteOrderMark,
  isObject,
  longestRowBytes,
  messageOf,
  tooLong,
  Unreadable,
} from './row.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'

const newline = 0x0a
const notAnArray = 'This file is no JSON array of objects. One object a line is a `.jsonl` file.'

/** A JSON array of objects. What is no JSON ends the file: nothing after it can be told apart. */
export async function* readJson(bytes: Bytes, from: RowStart): AsyncGenerator<RawRow> {
  if (!bytes.sizeBytes) return
  const rows = new ArrayRows(from)
  for await (const chunk of bytesFrom(bytes, from.offset)) {
    const problem = rows.write(chunk)
    yield* rows.take()
    if (problem) return yield rows.broken(problem)
  }
  if (!rows.isEnded()) yield rows.broken('The array has no end: the file is cut off.')
}

class ExactTokenizer extends Tokenizer {
  override parseNumber(text: string): number {
    return numberOf(text) as number // nothing calculates with it
  }
}

/** Parses an array piece by piece, and keeps where its elements begin. */
class ArrayRows {
  #tokenizer = new ExactTokenizer()
  #parser = new TokenParser({ paths: ['$.*'], keepStack: false })
  #rows: RawRow[] = []
  #depth = 0
  #next: RowStart & { line: number }
  /** What the tokenizer's offsets begin from, in the file. */
  #base: number
  /** Where what has begun and not yet ended begins. */
  #open: number
  #chunk: { start: number; bytes: Uint8Array; counted: number; line: number }

  constructor(from: RowStart) {
    this.#next = { ...from, line: 1 }
    this.#base = from.offset
    this.#open = from.offset
    this.#chunk = { start: from.offset, bytes: new Uint8Array(), counted: 0, line: 1 }
    this.#tokenizer.onToken = (token) => {
      if (!this.#depth && token.token !== TokenType.LEFT_BRACKET) throw new Unreadable(notAnArray)
      const offset = this.#base + token.offset
      if (this.#depth === 1 && !between.has(token.token)) this.#begin(offset)
      this.#depth += steps[token.token] ?? 0
      if (this.#depth > deepest) throw new Unreadable(tooDeep)
      if (this.#depth <= 1) this.#open = offset + 1
      this.#parser.write(token)
    }
    this.#parser.onValue = ({ value }) => this.#keep(value)
    this.#tokenizer.write(byteOrderMark) // or it would pass over one further on, and not count it
    if (!from.offset) return
    this.#tokenizer.write('[') // as if the array began with this element
    this.#base--
  }

  #begin(offset: number) {
    this.#countLines(offset - this.#chunk.start)
    this.#open = offset
    this.#next = { row: this.#next.row, offset, line: this.#chunk.line }
  }

  #countLines(end: number) {
    const chunk = this.#chunk
    for (; chunk.counted < end; chunk.counted++)
      if (chunk.bytes[chunk.counted] === newline) chunk.line++
  }

  #keep(value: unknown) {
    const problem = isObject(value) ? null : 'This row is no JSON object.'
    this.#rows.push({ ...this.#next, value, problem })
    this.#next.row++
  }

  /** Takes in the next bytes; answers what is wrong with them. */
  write(given: Uint8Array): string | null {
    const before = this.#chunk
    this.#countLines(before.bytes.length)
    const start = before.start + before.bytes.length
    const bytes = start ? given : withoutMark(given)
    this.#chunk = { start, bytes, counted: 0, line: before.line }
    try {
      this.#tokenizer.write(bytes)
    } catch (error) {
      if (error instanceof Unreadable) return error.message
      return `What follows is no JSON: ${messageOf(error)}.`
    }
    while (blank.has(bytes[this.#open - start])) this.#open++
    return start + bytes.length - this.#open > longestRowBytes ? tooLong : null
  }

  take(): RawRow[] {
    return this.#rows.splice(0)
  }

  broken(problem: string): RawRow {
    return { ...this.#next, line: this.#chunk.line, value: '', problem }
  }

  isEnded(): boolean {
    return this.#parser.isEnded
  }
}

/** With blanks in place of a byte order mark, which moves nothing. */
const withoutMark = (bytes: Uint8Array) =>
  byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length))
    ? Buffer.concat([Buffer.from('   '), bytes.subarray(byteOrderMark.length)])
    : bytes

const blank = new Set<number | undefined>(Buffer.from(' \t\r\n'))
const between = new Set([TokenType.COMMA, TokenType.RIGHT_BRACKET])
const steps: Partial<Record<TokenType, number>> = {
  [TokenType.LEFT_BRACE]: 1,
  [TokenType.LEFT_BRACKET]: 1,
  [TokenType.RIGHT_BRACE]: -1,
  [TokenType.RIGHT_BRACKET]: -1,
}
