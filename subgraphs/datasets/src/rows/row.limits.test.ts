import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readRows } from './row.reading.ts'
import { longestRowBytes, tooLong } from './row.ts'
import type { Bytes } from './row.ts'
import type { Syntax } from './row.syntax.ts'

const mebibyte = 1024 ** 2

/** Goes on with `rest` for 40 MiB, and tells how much of it was asked for. */
function longContent(begin: string, rest: string) {
  const content = {
    sizeBytes: 40 * mebibyte,
    takenBytes: 0,
    read: async () => Readable.from(all()),
  }
  const piece = Buffer.from(rest.repeat(65_536 / rest.length))
  function* all() {
    yield Buffer.from(begin)
    for (; content.takenBytes < content.sizeBytes; content.takenBytes += piece.length) yield piece
  }
  return content
}

test.for([
  ['JSON', '"', 'a'],
  ['JSON', '[{"a":"1"},\n"', 'a'],
  ['JSON', '[{"a":"1"},\n"', ' '],
  ['JSON', '[{"a":"1"},\n', '7'],
  ['JSON', '[{"a":"1"},\n{"b":[', '"in a list",'],
  ['JSON', '[{"a":"1"}]\n"', 'a'],
  ['CSV', 'a\n1\n', 'a'],
  ['CSV', 'a\n1\n"', 'a'],
  ['CSV', 'a\n1\n', ','],
  ['CSV', 'a\n1\n', '"",'],
] as [Syntax, string, string][])(
  'a row without end of %s, after %j on and on %j, is not kept in memory',
  async ([syntax, begin, rest]) => {
    const content = longContent(begin, rest)
    const rows = await Array.fromAsync(readRows(syntax, content))
    const good = begin.includes('1') ? [{ problem: null, value: { a: '1' } }] : []
    expect(rows).toMatchObject([...good, { row: good.length, problem: tooLong }])
    expect(content.takenBytes).toBeLessThan(17 * mebibyte)
  },
)

const contentOf = (text: string, read = () => Readable.from([Buffer.from(text)])): Bytes => ({
  sizeBytes: text.length,
  read: async () => read(),
})
const longest = { a: 'x'.repeat(longestRowBytes - '{"a":""}'.length) }
const longestField = 'x'.repeat(longestRowBytes - ',1'.length)

test.for([
  ['JSON', `[${JSON.stringify(longest)}\n]`, [longest]],
  ['JSON', `[{"a":1},${JSON.stringify(longest)},{"a":2}]`, [{ a: 1 }, longest, { a: 2 }]],
  ['JSONL', `${JSON.stringify(longest)}\n{"a":2}`, [longest, { a: 2 }]],
  ['CSV', `a,b\n${longestField},1\n`, [{ a: longestField, b: '1' }]],
  ['CSV', `a,b\n1,2\n${longestField},1\n3,4`, [{ a: '1' }, { a: longestField }, { a: '3' }]],
] as [Syntax, string, object[]][])(
  'a row of %s as long as may be is read, however it comes',
  async ([syntax, text, values]) => {
    const pieces = function* () {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007)
    }
    for (const content of [contentOf(text), contentOf(text, () => Readable.from(pieces()))]) {
      const rows = await Array.fromAsync(readRows(syntax, content))
      expect(rows.map(({ problem }) => problem)).toEqual(values.map(() => null))
      expect(rows).toMatchObject(values.map((value) => ({ value })))
    }
  },
)

test('lists in JSON that lie in each other without end are not kept in memory', async () => {
  const content = longContent('[{"a":"1"},\n{"b":', '[')
  expect(await Array.fromAsync(readRows('JSON', content))).toMatchObject([
    { value: { a: '1' } },
    { line: 2, problem: 'More than 1000 lists and objects lie in each other here.' },
  ])
})

test.for([
  '['.repeat(longestRowBytes),
  `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`,
  `{"a":${'[{"b":"]"},'.repeat(10)}${'{"a":'.repeat(1_000)}`,
])('lists in a line of JSON that lie in each other too deep are not taken apart', async (line) => {
  const text = `{"a":"1"}\n${line}\n{"a":"2"}`
  expect(await Array.fromAsync(readRows('JSONL', contentOf(text)))).toMatchObject([
    { value: { a: '1' } },
    { problem: 'More than 1000 lists and objects lie in each other here.' },
    { value: { a: '2' } },
  ])
})

test('lists in a line of JSON that lie in each other as deep as may be are read', async () => {
  const deep = `{"a":${'["\\"[",'.repeat(999)}7${']'.repeat(999)}}`
  expect(await Array.fromAsync(readRows('JSONL', contentOf(deep)))).toMatchObject([
    { problem: null },
  ])
})

test('what is blank between rows makes none of them long', async () => {
  const blank = ' \n'.repeat(10 * mebibyte)
  const text = `${blank}[${blank}{"a":1}${blank},${blank}{"a":2}${blank}]${blank}`
  const rows = await Array.fromAsync(readRows('JSON', contentOf(text)))
  expect(rows).toMatchObject([{ value: { a: 1 } }, { value: { a: 2 } }])
})

test('many rows that come in one piece are no long row', async () => {
  const text = `a,b\n${`${'x'.repeat(100)},2\n`.repeat(200_000)}`
  let count = 0
  for await (const { problem } of readRows('CSV', contentOf(text))) if (!problem) count++
  expect(count).toBe(200_000)
})

test('a hundred thousand columns are told apart at once', async () => {
  const columns = Array.from({ length: 100_000 }, (_, index) => `column ${index}`)
  const text = `${columns.join(',')}\n${columns.join(',')}\n`
  const rows = await Array.fromAsync(readRows('CSV', contentOf(text)))
  expect(rows).toMatchObject([{ problem: null }])
})
