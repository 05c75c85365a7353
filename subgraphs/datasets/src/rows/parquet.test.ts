import { Readable } from 'node:stream'
import type { Range } from '@weft/kit/objects'
import { parquetMetadata } from 'hyparquet'
import type { RowGroup } from 'hyparquet'
import { ByteWriter, parquetWriteBuffer } from 'hyparquet-writer'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { expect, test } from 'vitest'
import { readRows, readSomeRows } from './row.reading.ts'
import { firstRow } from './row.ts'
import type { Bytes } from './row.ts'

const mebibyte = 1024 ** 2
const rowCount = 4_000
const valueOf = (row: number) => ({ a: row, b: `${row} ${'x'.repeat(100)}` })

/** Two groups of rows, in pages of a few; with an index of them or without. */
const written = (offsetIndex: boolean) =>
  Buffer.from(
    parquetWriteBuffer({
      columnData: (['a', 'b'] as const).map((name) => ({
        name,
        data: Array.from({ length: rowCount }, (_, row) => valueOf(row)[name]),
        offsetIndex,
      })),
      rowGroupSize: rowCount / 2,
      pageSize: 1_000,
      dictionarySize: 0,
      codec: 'UNCOMPRESSED',
    }),
  )

/** What a file says of a group of its rows, put otherwise. */
function edit(file: Buffer, change: (group: RowGroup, index: number) => void): Buffer {
  const { metadata_length: length, ...metadata } = parquetMetadata(file)
  metadata.row_groups.forEach(change)
  const writer = new ByteWriter()
  writer.appendBytes(file.subarray(0, file.length - 8 - length))
  writeMetadata(writer, metadata as ReturnType<typeof parquetMetadata>)
  writer.appendBytes(Buffer.from('PAR1'))
  return Buffer.from(writer.getBytes())
}

const enlarge = ({ columns }: RowGroup, index: number) => {
  if (index) for (const { meta_data } of columns) meta_data!.total_uncompressed_size = 1n << 30n
}

/** With its second group overwritten. */
function corrupt(file: Buffer): Buffer {
  const [, second] = parquetMetadata(file).row_groups
  const start = Number(second!.columns[0]!.meta_data!.data_page_offset)
  return Buffer.from(file).fill(0xff, start, start + Number(second!.total_byte_size))
}

function contentOf(file: Uint8Array) {
  const content = {
    sizeBytes: file.length,
    readBytes: [] as number[],
    read: async ({ start, end }: Range = { start: 0, end: file.length - 1 }) => {
      content.readBytes.push(end + 1 - start)
      return Readable.from([file.subarray(start, end + 1)])
    },
  }
  return content
}

const page = (bytes: Bytes, start: number, end: number) =>
  Array.fromAsync(readSomeRows('PARQUET', bytes, { from: firstRow, start, end }))
const good = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, index) => ({
    row: start + index,
    value: valueOf(start + index),
    problem: null,
  }))
const broken = (row: number, reason: string) => ({
  row,
  value: '',
  problem: expect.stringContaining(reason) as string,
})

test('a page of what is no Parquet is the row that cannot be read', async () => {
  const bytes = contentOf(Buffer.from('PAR1 no parquet PAR1'))
  expect(await page(bytes, 0, 1)).toMatchObject([broken(0, 'no Parquet')])
})

test.for([
  ['overwritten', corrupt(written(false)), 'no Parquet'],
  ['overwritten, with an index', corrupt(written(true)), 'no Parquet'],
  ['too large', edit(written(false), enlarge), 'larger than 512 MiB'],
] as const)('a page that reaches into a group that is %s ends there', async ([, file, reason]) => {
  const bytes = contentOf(file)
  const half = rowCount / 2
  expect(await page(bytes, half - 2, half + 1)).toMatchObject([
    ...good(half - 2, half),
    broken(half, reason),
  ])
  expect(await Array.fromAsync(readRows('PARQUET', bytes))).toMatchObject([
    ...good(0, half),
    broken(half, reason),
  ])
})

test('a page reads little of a large group that has an index', async () => {
  const bytes = contentOf(edit(written(true), enlarge))
  const start = rowCount - 100
  expect(await page(bytes, start, start + 3)).toMatchObject(good(start, start + 3))
  const [, ...ofRows] = bytes.readBytes // after the metadata
  expect(ofRows.reduce((total, each) => total + each)).toBeLessThan(bytes.sizeBytes / 20)
  expect(await Array.fromAsync(readRows('PARQUET', bytes))).toMatchObject([
    ...good(0, rowCount / 2),
    broken(rowCount / 2, 'larger than 512 MiB'),
  ])
})

test('no more than 16 MiB of a Parquet are read for its metadata, whatever it says', async () => {
  const end = Buffer.from('\0\0\0\x30PAR1') // as long as 768 MiB
  const bytes = contentOf(end)
  const read = async ({ start, end: last }: Range = { start: 0, end: 0 }) => {
    expect(last - start).toBeLessThan(16 * mebibyte)
    return Readable.from([Buffer.concat([Buffer.alloc(last + 1 - start - end.length), end])])
  }
  expect(await page({ ...bytes, sizeBytes: 1024 * mebibyte, read }, 0, 1)).toMatchObject([
    broken(0, 'its metadata is larger than 16 MiB'),
  ])
})
