import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { giveBack, lend } from './lent-bytes.ts'

test('a piece can be read until the next one is asked for, and its memory is given back then', async () => {
  const pieces = ['one', 'two'].map((text) => Uint8Array.from(Buffer.from(text)))
  const lent = lend(Readable.from(pieces))

  expect((await lent.next()).value).toEqual(Uint8Array.from(Buffer.from('one')))
  await lent.next()
  expect(pieces.map(({ byteLength }) => byteLength)).toEqual([0, 3])
  await lent.next()
  expect(pieces.map(({ byteLength }) => byteLength)).toEqual([0, 0])
})

test('memory that holds more than the piece is left to whoever has the rest', () => {
  const all = new Uint8Array([1, 2, 3])
  giveBack(all.subarray(1))
  expect(all).toEqual(new Uint8Array([1, 2, 3]))
})
