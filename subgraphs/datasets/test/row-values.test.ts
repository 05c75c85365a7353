import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { ask, datasetWith, startDatasets } from './harness.ts'
import { commitFiles, versionOf } from './rows.ts'

type Written = Parameters<typeof parquetWriteBuffer>[0]

const parquetOf = (written: Written) => new Uint8Array(parquetWriteBuffer(written))

const largest = 2n ** 63n - 1n
const integers = [9_007_199_254_740_991n, 9_007_199_254_740_993n, -(2n ** 63n), largest]
const told = [9_007_199_254_740_991, '9007199254740993', '-9223372036854775808', String(largest)]
const json = integers.map((each) => `{"n": ${each}}`)

test('a whole number that a number of JSON does not hold is told by its digits, whatever file it stands in', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  await commitFiles(subgraph, id, {
    'training/a.jsonl': json.join('\n'),
    'training/b.json': `[${json.join(',')}]`,
    'training/c.parquet': parquetOf({ columnData: [{ name: 'n', data: integers }] }),
  })
  const { rows } = await versionOf(subgraph, { id })
  const values = rows.nodes.map(({ value }) => (value as { n: unknown }).n)
  expect(values).toEqual([...told, ...told, ...told])
})

test('what is no whole number stays what it is in JSON', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const row =
    '{"a": 0.1, "b": -1.5e-7, "c": "9007199254740993 \\" [", "d": 1e400, "e": [1e22, 0.1234567890123456]}'
  await commitFiles(subgraph, id, { 'training/a.jsonl': row, 'training/b.json': `[${row}]` })
  const { rows } = await versionOf(subgraph, { id })
  const value = {
    a: 0.1,
    b: -1.5e-7,
    c: '9007199254740993 " [',
    d: '1e400',
    e: [1e22, 0.123_456_789_012_345_6],
  }
  expect(rows.nodes.map((node) => node.value)).toEqual([value, value])
})

const optional = { repetition_type: 'OPTIONAL' } as const
const columns = [
  { name: 'unsigned', type: 'INT64', converted_type: 'UINT_64', data: [2n ** 64n - 1n] },
  {
    name: 'decimal',
    type: 'INT32',
    converted_type: 'DECIMAL',
    scale: 2,
    precision: 9,
    data: [435n],
  },
  {
    name: 'large_decimal',
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    scale: 3,
    precision: 38,
    data: [-12_345_678_901_234_567_890_001n],
  },
  { name: 'bytes', type: 'BYTE_ARRAY', data: [Uint8Array.of(0, 255, 254)] },
  { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', data: ['Grüße'] },
  { name: 'json', type: 'BYTE_ARRAY', converted_type: 'JSON', data: [{ a: [1, null] }] },
  { name: 'nan', type: 'DOUBLE', data: [Number.NaN] },
  { name: 'infinite', type: 'DOUBLE', data: [-Infinity] },
  { name: 'date', type: 'INT32', converted_type: 'DATE', data: [19_782] },
  { name: 'millis', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', data: [-1n] },
  {
    name: 'micros',
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    data: [1_709_210_096_123_456n],
  },
  {
    name: 'local_nanos',
    type: 'INT64',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' },
    data: [1_709_210_096_123_456_789n],
  },
  { name: 'far', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', data: [largest] },
  { name: 'time', type: 'INT32', converted_type: 'TIME_MILLIS', data: [3_723_004] },
  {
    name: 'uuid',
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    logical_type: { type: 'UUID' },
    data: ['00112233-4455-6677-8899-aabbccddeeff'],
  },
  { name: '__proto__', type: 'INT32', data: [7] },
] as const

test('values of a Parquet are told as what they say, and none is lost', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const parquet = parquetOf({
    columnData: columns.map(({ name, data }) => ({ name, data: [...data, null] })),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map((column) => ({ ...optional, ...column, data: undefined })),
    ],
  } as unknown as Written)
  await commitFiles(subgraph, id, { 'training/a.parquet': parquet })
  const { rows } = await versionOf(subgraph, { id })
  const [value, nothing] = rows.nodes.map((node) => Object.entries(node.value as object))
  expect(value).toEqual([
    ['unsigned', '18446744073709551615'],
    ['decimal', 4.35],
    ['large_decimal', '-12345678901234567890.001'],
    ['bytes', 'AP/+'],
    ['text', 'Grüße'],
    ['json', { a: [1, null] }],
    ['nan', 'NaN'],
    ['infinite', '-Infinity'],
    ['date', '2024-02-29'],
    ['millis', '1969-12-31T23:59:59.999Z'],
    ['micros', '2024-02-29T12:34:56.123456Z'],
    ['local_nanos', '2024-02-29T12:34:56.123456789'],
    ['far', String(largest)],
    ['time', '01:02:03.004'],
    ['uuid', '00112233-4455-6677-8899-aabbccddeeff'],
    ['__proto__', 7],
  ])
  expect(nothing).toEqual(columns.map(({ name }) => [name, null]))
})

test('lists, maps and what lies in them are told as what they say', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const parquet = parquetOf({
    columnData: [
      { name: 'list', data: [[largest, null], [], null] },
      { name: 'struct', data: [{ day: 19_782, bytes: Uint8Array.of(255) }, null, null] },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'list', ...optional, converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', ...optional, type: 'INT64' },
      { name: 'struct', ...optional, num_children: 2 },
      { name: 'day', ...optional, type: 'INT32', converted_type: 'DATE' },
      { name: 'bytes', ...optional, type: 'BYTE_ARRAY' },
    ],
  } as unknown as Written)
  await commitFiles(subgraph, id, { 'training/a.parquet': parquet })
  const { rows } = await versionOf(subgraph, { id })
  expect(rows.nodes.map(({ value }) => value)).toEqual([
    { list: [String(largest), null], struct: { day: '2024-02-29', bytes: '/w==' } },
    { list: [], struct: null },
    { list: null, struct: null },
  ])
})

test('a text of a Parquet that is no UTF-8 is a bad row, not another text', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const data = [Uint8Array.of(65), Uint8Array.of(255)]
  const parquet = parquetOf({
    columnData: [{ name: 'a', data }],
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'a', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ],
    statistics: false,
  })
  expect(await commitFiles(subgraph, id, { 'training/a.parquet': parquet })).toMatchObject({
    problems: [{ path: 'training/a.parquet:2', message: 'A text of this row is not UTF-8.' }],
  })
})

test('rows that differ in what a number of JSON does not hold are other rows', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  await commitFiles(subgraph, id, { 'training/a.jsonl': '{"n": 9007199254740992}\n{"n": 1}' })
  const before = 'query ($id: ID!) { dataset(by: { id: $id }) { version { commit } } }'
  const dataset = await ask<{ version: { commit: string } }>(subgraph, before, { id })
  await commitFiles(subgraph, id, { 'training/a.jsonl': '{"n": 9007199254740993}\n{"n": 1}' })
  const diff = /* GraphQL */ `
    query ($id: ID!, $against: String!) {
      dataset(by: { id: $id }) {
        version {
          diff(against: $against) {
            rowsAdded
            rowsRemoved
          }
        }
      }
    }
  `
  const against = dataset.version.commit
  expect(await ask(subgraph, diff, { id, against })).toEqual({
    version: { diff: { rowsAdded: 1, rowsRemoved: 1 } },
  })
})
