import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { BadLine, parseLines } from './lines.ts'

const linesOf = (chunks: (string | Uint8Array)[], longest?: number) =>
  Array.fromAsync(
    parseLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), (line) => line, longest),
  )

test('lines come whole, however the bytes are cut', async () => {
  const bytes = Buffer.from('{"a":"ä€😀"}\n\n{"b":1}')
  const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
  expect(await linesOf(single)).toEqual(['{"a":"ä€😀"}', '{"b":1}'])
})

test('no bytes are no lines', async () => {
  expect(await linesOf([])).toEqual([])
})

test('a line that does not end is given up', async () => {
  await expect(linesOf(['short\n', 'x'.repeat(60), 'x'.repeat(60)], 100)).rejects.toThrow(
    'Line 2 is longer than 100 characters',
  )
})

test('a bad line is known by its number, empty ones counted', async () => {
  const stream = Readable.from([Buffer.from('1\n\nx\n')])
  const numbers = parseLines(stream, (line) => JSON.parse(line) as number)
  expect(await numbers.next()).toEqual({ done: false, value: 1 })
  await expect(numbers.next()).rejects.toThrow(BadLine)
})
