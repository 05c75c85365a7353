import { Readable } from 'node:stream'
import type { Range } from '@weft/kit/objects'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { readRows, readSomeRows } from './row.reading.ts'
import type { Bytes, RawRow } from './row.ts'
import type { Syntax } from './row.syntax.ts'

/** In pieces of a few bytes, so that rows and characters are cut anywhere. */
function contentOf(given: string | Uint8Array): Bytes {
  const all = Buffer.from(given)
  const read = async ({ start, end }: Range = { start: 0, end: all.length - 1 }) => {
    const bytes = all.subarray(start, end + 1)
    const size = Math.max(7, bytes.length / 50)
    const pieces = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
    return Readable.from(pieces)
  }
  return { sizeBytes: all.length, read }
}

const read = (syntax: Syntax, text: string | Uint8Array) =>
  Array.fromAsync(readRows(syntax, contentOf(text)))
const shown = (rows: RawRow[]) =>
  rows.map(({ line, value, problem }) => [line, problem ?? value] as const)

const withoutLines = (rows: RawRow[]) => rows.map((row) => ({ ...row, line: null }))

const files: Record<Syntax, string | Uint8Array> = {
  JSONL: '{"a":"1","b":"Grüße"}\r\n\n{"a":"2","b":"\\n"}\n{"a":"3","b":"😀"}',
  JSON: '\n[{"a":"1","b":"Grüße"},\n\n\n {"a":"2","b":"\\n"} ,{"a":"3","b":"\\ud83d\\ude00"}\n]\n',
  CSV: '\ufeffa,b\r\n1,Grüße\r\n\r\n2,"\n"\r\n3,😀',
  PARQUET: new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'a', data: ['1', '2', '3'] },
        { name: 'b', data: ['Grüße', '\n', '😀'] },
      ],
      rowGroupSize: 2,
    }),
  ),
}
const lines = { JSONL: [1, 3, 4], JSON: [2, 5, 5], CSV: [2, 4, 6], PARQUET: [1, 2, 3] }

test.for(Object.keys(files) as Syntax[])(
  'rows of %s are read from any of them on',
  async (syntax) => {
    const bytes = contentOf(files[syntax])
    const all = await Array.fromAsync(readRows(syntax, bytes))
    expect(all.map(({ value }) => value)).toEqual([
      { a: '1', b: 'Grüße' },
      { a: '2', b: '\n' },
      { a: '3', b: '😀' },
    ])
    expect(all.map(({ line }) => line)).toEqual(lines[syntax])
    for (const from of all)
      expect(withoutLines(await Array.fromAsync(readRows(syntax, bytes, from)))).toEqual(
        withoutLines(all).slice(from.row),
      )
    for (const [start, end] of [
      [0, 1],
      [1, 3],
      [2, 2],
    ] as const)
      expect(
        withoutLines(
          await Array.fromAsync(readSomeRows(syntax, bytes, { from: all[0]!, start, end })),
        ),
      ).toEqual(withoutLines(all).slice(start, end))
  },
)

test('a large quoted field does not hide where rows begin', async () => {
  const text = `a,b\n${'"x\ny",1\n'.repeat(1_000)}2,3\n`
  const all = await read('CSV', text)
  expect(all).toHaveLength(1_001)
  expect(all.at(-1)).toMatchObject({ row: 1_000, line: 2_002, value: { a: '2', b: '3' } })
  const from = all[500]!
  const rest = await Array.fromAsync(readRows('CSV', contentOf(text), from))
  expect(withoutLines(rest)).toEqual(withoutLines(all).slice(500))
})

test.for([
  ['JSON', '', []],
  ['JSON', '[]', []],
  ['JSON', '{"a":1}', [[1, expect.stringContaining('no JSON array')]]],
  [
    'JSON',
    '[{"a":1},\n7]',
    [
      [1, { a: 1 }],
      [2, 'This row is no JSON object.'],
    ],
  ],
  [
    'JSON',
    '[{"a":1},\n{"a" 2}]',
    [
      [1, { a: 1 }],
      [2, expect.stringContaining('is no JSON')],
    ],
  ],
  [
    'JSON',
    '[{"a":1}',
    [
      [1, { a: 1 }],
      [1, expect.stringContaining('cut off')],
    ],
  ],
  ['CSV', '', []],
  ['CSV', 'a,b\n', []],
  ['CSV', 'a,a\n1,2', [[1, 'Two columns are named `a`.']]],
  ['CSV', 'a,\n1,2', [[1, 'A column has no name in the first line.']]],
  [
    'CSV',
    'a,b\n1\n2,3',
    [
      [2, expect.stringContaining('has 1 fields')],
      [3, { a: '2', b: '3' }],
    ],
  ],
  [
    'CSV',
    'a,b\n1,2\n"3" x,4\n',
    [
      [2, { a: '1', b: '2' }],
      [3, expect.stringContaining('Quote')],
    ],
  ],
  ['PARQUET', 'PAR1 no parquet PAR1', [[1, expect.stringContaining('no Parquet')]]],
] as [Syntax, string, unknown[]][])('%s of %j', async ([syntax, text, rows]) => {
  expect(shown(await read(syntax, text))).toEqual(rows)
})

test('a store that fails is not taken for a bad file', async () => {
  const read = () => Promise.reject(new Error('away'))
  for (const syntax of Object.keys(files) as Syntax[])
    await expect(Array.fromAsync(readRows(syntax, { sizeBytes: 9, read }))).rejects.toThrow('away')
})

/** Byte by byte, so that even a byte order mark is cut. */
const slowly = (text: string): Bytes => {
  const all = Buffer.from(text)
  const read = async ({ start, end }: Range = { start: 0, end: all.length - 1 }) =>
    Readable.from([...all.subarray(start, end + 1)].map((byte) => Buffer.from([byte])))
  return { sizeBytes: all.length, read }
}

test.for([
  ['JSONL', '\ufeff{"a":"1"}\n{"a":"2"}\n{"a":"3"}'],
  ['JSON', '\ufeff\n [{"a":"1"},\n{"a":"2"},{"a":"3"}]'],
  ['CSV', '\ufeffa\n1\n2\n3\n'],
] as [Syntax, string][])(
  'a byte order mark before rows of %s moves none of them',
  async ([syntax, text]) => {
    for (const bytes of [slowly(text), contentOf(text)]) {
      const all = await Array.fromAsync(readRows(syntax, bytes))
      expect(all.map(({ value }) => value)).toEqual([{ a: '1' }, { a: '2' }, { a: '3' }])
      for (const from of all)
        expect(withoutLines(await Array.fromAsync(readRows(syntax, bytes, from)))).toEqual(
          withoutLines(all).slice(from.row),
        )
    }
  },
)

test('a byte order mark stands nowhere else in JSON', async () => {
  for (const text of ['[\ufeff{"a":1}]', '\n\ufeff[]', '\ufeff\ufeff[]'])
    expect(await read('JSON', text)).toMatchObject([
      { problem: expect.stringContaining('is no JSON') as string },
    ])
})

test('what looks like a byte order mark in a CSV belongs to its row', async () => {
  const bytes = contentOf('a\n1\n\ufeff2\n')
  const all = await Array.fromAsync(readRows('CSV', bytes))
  expect(all.map(({ value }) => value)).toEqual([{ a: '1' }, { a: '\ufeff2' }])
  expect(await Array.fromAsync(readRows('CSV', bytes, all[1]))).toMatchObject([
    { value: { a: '\ufeff2' } },
  ])
})

test('a CSV in UTF-16 is to be saved as UTF-8', async () => {
  const bytes = Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')
  for (const text of [bytes, Buffer.from(bytes).swap16()])
    expect(shown(await read('CSV', text))).toEqual([[1, 'This file is UTF-16; save it as UTF-8.']])
})

test('a row of a CSV that is not UTF-8 is bad, and no other', async () => {
  const bytes = Buffer.from('a,b\n1,2\nGr\xfc\xdfe,3\n"x\n",4\n', 'latin1')
  expect(shown(await read('CSV', bytes))).toEqual([
    [2, { a: '1', b: '2' }],
    [3, 'This row is not UTF-8 text.'],
    [4, { a: 'x\n', b: '4' }],
  ])
  const columns = Buffer.from('Gr\xfc\xdfe,b\n1,2\n', 'latin1')
  expect(shown(await read('CSV', columns))).toEqual([[1, 'This row is not UTF-8 text.']])
  expect(shown(await read('CSV', 'a\n\ufffd\n'))).toEqual([[2, { a: '\ufffd' }]]) // as it stands there
})
