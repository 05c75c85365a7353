import { expect, test } from 'vitest'
import { readLines } from './lines.ts'
import { checkRows } from './row.check.ts'
import type { CheckedRows } from './row.check.ts'
import { Readable } from 'node:stream'
import { rowsAt } from './row.syntax.ts'
import { readRows } from './row.reading.ts'
import type { SplitName } from './row.formats.ts'
import type { RowStart } from './row.ts'

/** In pieces of `size` bytes, so that lines and characters are cut anywhere. */
async function* pieces(text: string | Uint8Array, size = 7) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const contentOf = (text: string | Uint8Array) => ({
  sizeBytes: Buffer.byteLength(text),
  read: async () => Readable.from(pieces(text)),
})
const check = (text: string | Uint8Array, split: SplitName = 'TRAINING') =>
  checkRows(readRows('JSONL', contentOf(text)), split)
const chat = (...roles: string[]) =>
  JSON.stringify({ messages: roles.map((role) => ({ role, content: 'Grüße' })) })

test.for([
  ['CHAT', chat('system', 'user', 'assistant')],
  ['CHAT', '{"messages":[{"role":"assistant","content":[{"type":"text","text":"Hi"}]}]}'],
  [
    'CHAT',
    '{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]}],"tools":[]}',
  ],
  ['COMPLETION', '{"prompt":"a","completion":"b"}'],
  ['PREFERENCE', '{"prompt":"a","chosen":"b","rejected":"c"}'],
  ['EMBEDDING', '{"query":"a","pos_doc":"b","neg_doc":["c"]}'],
  ['RETRIEVAL', '{"_id":"1","text":"a","title":"b"}'],
  ['TABLE', '{"question":"a"}'],
])('a good row of %s', async ([format, row]) => {
  const two = `${row}\r\n\n${row}\n`
  expect(await check(two)).toEqual({ format, rowCount: 2, problems: [], problemCount: 0 })
})

test('no rows are no problem', async () => {
  expect(await check('\n')).toEqual({ format: 'TABLE', rowCount: 0, problems: [], problemCount: 0 })
})

test.for([
  ['not JSON', 'is no JSON'],
  ['[1]', 'is no JSON object'],
  ['"text"', 'is no JSON object'],
  ['{"prompt":"a"}', '`messages` '],
  ['{"messages":[]}', '`messages` is empty'],
  ['{"messages":[{"role":"bot","content":"a"}]}', '`messages[0].role` is none of system, user'],
  ['{"messages":[{"role":"user"}]}', '`messages[0].content` is missing'],
  ['{"messages":[{"role":"user","content":7}]}', '`messages[0].content` is neither a text nor'],
  [chat('user'), 'There is no turn of the assistant'],
  [Buffer.from([0x7b, 0xff, 0x7d]), 'is not UTF-8'],
] as const)('the row %s after rows of CHAT', async ([row, reason]) => {
  const text = Buffer.concat([
    Buffer.from(`${chat('assistant')}\n`.repeat(16)),
    Buffer.from(row),
    Buffer.from(`\n${chat('assistant')}`),
  ])
  const { rowCount, problems, problemCount } = await check(text)
  expect({ rowCount, problems, problemCount }).toEqual({
    rowCount: 18,
    problemCount: 1,
    problems: [{ line: 17, message: expect.stringContaining(reason) as string }],
  })
})

test('a chat without an assistant is good where nothing is learned from it', async () => {
  expect(await check(chat('user'), 'TESTING')).toMatchObject({ problemCount: 0 })
})

test('the first hundred problems are kept, and all are counted', async () => {
  const { problems, problemCount } = await check('{\n'.repeat(250))
  expect([problems.length, problemCount]).toEqual([100, 250])
})

test('how far the reading is is told, and the place of a row in each mebibyte', async () => {
  const told: unknown[] = []
  const tell = ({ rowCount }: CheckedRows, point: RowStart | null) =>
    void told.push([rowCount, point])
  const rows = Array.from({ length: 250 }, (_, row) => ({
    row,
    offset: row * 8_192,
    line: row + 1,
    value: {},
    problem: null,
  }))
  await checkRows(Readable.from(rows), 'TRAINING', tell)
  expect(told).toEqual([
    [0, null],
    [100, null],
    [128, { row: 128, offset: 1024 ** 2 }],
    [200, null],
  ])
})

test('a line that is too long is not kept in memory', async () => {
  const lines = await Array.fromAsync(readLines(pieces('ab\nabcdefghij\ncd', 3), 5))
  expect(lines.map(({ number, bytes }) => [number, bytes?.toString() ?? null])).toEqual([
    [1, 'ab'],
    [2, null],
    [3, 'cd'],
  ])
})

test.for([
  ['training/a.jsonl', 'TRAINING'],
  ['validation/deep/a.jsonl', 'VALIDATION'],
  ['testing/a.jsonl', 'TESTING'],
  ['training/a.json', 'TRAINING'],
  ['training/a.txt', null],
  ['training.jsonl', null],
  ['Training/a.jsonl', null],
  ['data/training/a.jsonl', null],
  ['a.jsonl', null],
] as const)('%s is read as %s', ([path, split]) => {
  expect(rowsAt(path)?.split ?? null).toBe(split)
})
