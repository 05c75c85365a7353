import { ChildProcess } from 'node:child_process'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { Range } from '@weft/kit/objects'
import type { CompressionCodec, Encoding, FileMetaData, PageHeader, SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { expect, test } from 'vitest'
import { readParquet } from './parquet.ts'
import { firstRow } from './row.ts'

const column: SchemaElement = { name: 'a', type: 'INT32', repetition_type: 'OPTIONAL' }
const five = [5, 0, 0, 0]
/** Definition levels of one value that is there, with their length. */
const present = [2, 0, 0, 0, 2, 1]

type Lies = {
  schema?: SchemaElement[]
  rowCount?: bigint
  columnCount?: number
  codec?: CompressionCodec
  header?: Partial<PageHeader>
  valueCount?: number
  encoding?: Encoding
  page?: Uint8Array
}

/** A file of one row, which says of itself what it is given. */
function parquetOf({
  schema = [{ name: 'root', num_children: 1 }, column],
  rowCount = 1n,
  columnCount = 1,
  codec = 'UNCOMPRESSED',
  header,
  valueCount = 1,
  encoding = 'PLAIN',
  page = Uint8Array.from([...present, ...five]),
}: Lies): Buffer {
  const writer = new ByteWriter()
  writer.appendBytes(Buffer.from('PAR1'))
  const levels = 'RLE' as const
  writePageHeader(writer, {
    type: 'DATA_PAGE',
    uncompressed_page_size: page.length,
    compressed_page_size: page.length,
    data_page_header: {
      num_values: valueCount,
      encoding,
      definition_level_encoding: levels,
      repetition_level_encoding: levels,
    },
    ...header,
  })
  writer.appendBytes(page)
  const sizeBytes = BigInt(writer.offset - 4)
  const chunk = {
    file_offset: 0n,
    meta_data: {
      type: 'INT32',
      encodings: ['PLAIN'],
      path_in_schema: ['a'],
      codec,
      num_values: rowCount,
      total_uncompressed_size: sizeBytes,
      total_compressed_size: sizeBytes,
      data_page_offset: 4n,
    },
  }
  const columns = Array.from({ length: columnCount }, () => chunk)
  const group = { columns, total_byte_size: sizeBytes, num_rows: rowCount }
  const metadata = { version: 2, schema, num_rows: rowCount, row_groups: [group] }
  writeMetadata(writer, metadata as unknown as FileMetaData)
  writer.appendBytes(Buffer.from('PAR1'))
  return Buffer.from(writer.getBytes())
}

const read = (file: Uint8Array, limits?: { heapMiB: number; seconds: number }) => {
  const bytes = {
    sizeBytes: file.length,
    read: async ({ start, end }: Range = { start: 0, end: file.length - 1 }) =>
      Readable.from([file.subarray(start, end + 1)]),
  }
  return Array.fromAsync(readParquet(bytes, firstRow, Infinity, limits))
}
const refusal = (reason: string) => [
  { row: 0, value: '', problem: expect.stringContaining(reason) as string },
]

const nested = (depth: number): SchemaElement[] => [
  ...Array.from({ length: depth }, (_, index) => ({ name: `${index}`, num_children: 1 })),
  column,
]
const wide = (width: number): SchemaElement[] => [
  { name: 'root', num_children: width },
  ...Array.from({ length: width }, (_, index) => ({ ...column, name: `${index}` })),
]

test('a Parquet that does not lie is read', async () => {
  expect(await read(parquetOf({}))).toMatchObject([{ value: { a: 5 }, problem: null }])
})

test.for([
  ['more rows than are there', { rowCount: 2n }, 'its row group 1 has fewer rows than it says'],
  ['any number of rows', { rowCount: 2n ** 50n }, 'its row group 1 has fewer rows than it says'],
  ['fewer rows than none', { rowCount: -1n }, 'its row group 1 is not as its schema says'],
  ['a column twice', { columnCount: 2 }, 'its row group 1 is not as its schema says'],
  [
    'a page that unpacks to 2 GiB',
    { codec: 'SNAPPY', header: { uncompressed_page_size: 2 ** 31 - 1 } },
    'its row group 1 unpacks to more than 512 MiB',
  ],
  [
    'a page that unpacks to more than it says',
    {
      codec: 'GZIP',
      page: gzipSync(Buffer.alloc(1024 ** 2)),
      header: { uncompressed_page_size: 9 },
    },
    'Cannot create a Buffer larger than 9 bytes',
  ],
  [
    'a page of any number of values',
    { valueCount: 2 ** 31 - 1 },
    'its row group 1 unpacks to too many values',
  ],
  [
    'a page of fewer values than none',
    { valueCount: -1 },
    'its row group 1 unpacks to too many values',
  ],
  [
    'a page that is longer than its column',
    { header: { compressed_page_size: 1_000 } },
    'its row group 1 has a page that ends elsewhere',
  ],
  [
    'columns without end in each other',
    { schema: nested(200) },
    'more than 100 of its columns lie in each other',
  ],
  ['columns without end', { schema: wide(20_000) }, 'it has more than 10000 columns'],
] as [string, Lies, string][])(
  'a Parquet that says it has %s is refused',
  async ([, lies, reason]) => {
    expect(await read(parquetOf(lies))).toMatchObject(refusal(reason))
  },
)

test('a Parquet that takes all memory is refused when it has taken what it may', async () => {
  const levels = [0xfe, 0xff, 0xff, 0xff, 0x0f, 1] // one level, 2^31 - 1 times
  const page = Uint8Array.from([levels.length, 0, 0, 0, ...levels, ...five])
  expect(await read(parquetOf({ page }), { heapMiB: 128, seconds: 60 })).toMatchObject(
    refusal('it takes more than 128 MiB of memory to read'),
  )
})

test('metadata that takes all memory is refused when it has taken what it may', async () => {
  const count = 15 * 1024 ** 2
  const list = [0x29, 0xfc, 0x80, 0x80, 0x80 + 0x40, 0x07] // the second field: a list of so many structs
  const metadata = Buffer.concat([Buffer.from(list), Buffer.alloc(count)])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(metadata.length)
  const file = Buffer.concat([metadata, length, Buffer.from('PAR1')])
  expect(await read(file, { heapMiB: 128, seconds: 60 })).toMatchObject(
    refusal('it takes more than 128 MiB of memory to read'),
  )
})

test('a Parquet whose reading does not end is refused when it has taken as long as it may', async () => {
  const two = [2, 0, 0, 0, 4, 1] // their definition levels
  const back = [0xff, 0xff, 0xff, 0xff, 0x0f] // a block of -1 parts: it ends where it began
  const page = Uint8Array.from([...two, 1, ...back, 2, 0, 0, 0])
  const lies: Lies = { valueCount: 2, encoding: 'DELTA_BINARY_PACKED', page }
  expect(await read(parquetOf(lies), { heapMiB: 128, seconds: 1 })).toMatchObject(
    refusal('it takes more than 1 seconds to read'),
  )
})

test('a reading that somebody else ends is not taken for a bad file', async () => {
  const file = parquetOf({})
  const endReading = () => {
    const handles = (
      process as unknown as { _getActiveHandles: () => unknown[] }
    )._getActiveHandles()
    for (const handle of handles) if (handle instanceof ChildProcess) handle.kill('SIGTERM')
  }
  const bytes = {
    sizeBytes: file.length,
    read: async () => {
      endReading()
      return Readable.from([file])
    },
  }
  await expect(Array.fromAsync(readParquet(bytes, firstRow))).rejects.toThrow('ended by SIGTERM')
})
