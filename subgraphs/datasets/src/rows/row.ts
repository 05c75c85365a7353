import type { Readable } from 'node:stream'
import type { Range } from '@weft/kit/objects'

/** Where a row begins: its number from 0, and its first byte. */
export type RowStart = { row: number; offset: number }

/** A row as it stands in its file; its line is counted from where the reading began. `problem` says why it cannot be read; `value` is its text then. */
export type RawRow = RowStart & { line: number; value: unknown; problem: string | null }

/** One content, to be read from anywhere. */
export type Bytes = { sizeBytes: number; read: (range?: Range) => Promise<Readable> }

export const firstRow: RowStart = { row: 0, offset: 0 }
export const longestRowBytes = 16 * 1024 ** 2
export const tooLong = 'This row is longer than 16 MiB.'
export const noUtf8 = 'This row is not UTF-8 text.'

/** What ends a file though its grammar would not. */
export class Unreadable extends Error {}

/** What a text in UTF-8 may begin with. */
export const byteOrderMark = Buffer.from('\ufeff')
const largestPieceBytes = 64 * 1024

/**
 * What is left of the content from `offset` on: in small pieces, so that a reader can look at its
 * limits often, of which the first is not so small that it holds only some of a byte order mark.
 */
export async function* bytesFrom(bytes: Bytes, offset: number): AsyncGenerator<Uint8Array> {
  if (offset >= bytes.sizeBytes) return
  const source = await bytes.read(offset ? { start: offset, end: bytes.sizeBytes - 1 } : undefined)
  let head: Uint8Array | null = new Uint8Array()
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    const piece: Uint8Array = head ? Buffer.concat([head, chunk]) : chunk
    head = head && piece.length < byteOrderMark.length ? piece : null
    if (!head) yield* cut(piece)
  }
  if (head) yield head
}

function* cut(piece: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < piece.length; at += largestPieceBytes)
    yield piece.subarray(at, at + largestPieceBytes)
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
