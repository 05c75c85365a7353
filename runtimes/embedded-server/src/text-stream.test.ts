import { expect, test } from 'vitest'
import { createTextStream } from './text-stream.ts'

/** Each token is some bytes, as in a byte-level vocabulary. */
const detokenize = (tokens: Uint8Array[]) => Buffer.concat(tokens).toString()
const bytesOf = (text: string) => Array.from(Buffer.from(text), (byte) => Uint8Array.of(byte))

function pieces(text: string, stops: readonly string[] = []) {
  const stream = createTextStream(detokenize, stops)
  const given: string[] = []
  for (const token of bytesOf(text)) {
    given.push(stream.push(token))
    if (stream.isStopped()) return given.filter(Boolean)
  }
  return [...given, stream.end()].filter(Boolean)
}

test('a character comes whole, however many tokens it is made of', () => {
  expect(pieces('aé€𝄞z')).toEqual(['a', 'é', '€', '𝄞', 'z'])
})

test('bytes that are no character do not hold up the rest', () => {
  const stream = createTextStream(detokenize, [])
  const given = [0xff, 0xff, 0xff, 0xff, 0x61].map((byte) => stream.push(Uint8Array.of(byte)))
  expect(given.join('')).toBe('\uFFFD\uFFFD\uFFFD\uFFFDa')
})

test('text ends before the first stop sequence, which may span tokens', () => {
  expect(pieces('one two END three', ['END', 'three']).join('')).toBe('one two ')
})

test('what only looked like a stop sequence is given after all', () => {
  expect(pieces('an ENormous EN', ['END']).join('')).toBe('an ENormous EN')
})
