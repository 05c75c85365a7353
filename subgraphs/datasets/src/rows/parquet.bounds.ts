import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { snappyUncompress } from 'hyparquet'
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import type { parquetPlan } from 'hyparquet/src/plan.js'

type GroupPlan = ReturnType<typeof parquetPlan>['groups'][number]

const mebibyte = 1024 ** 2
/** What is read of a row group is held in memory. */
const mostBytes = 512 * mebibyte
export const mostMetadataBytes = 16 * mebibyte
const mostColumns = 10_000
const deepestColumn = 100
/** Each takes some ten bytes in memory, though a page may hold any number of them in a few. */
const mostValues = 100_000_000
const mostPageValues = 10_000_000

export function checkSize(sizeBytes: number, name: string, most = mostBytes): void {
  if (sizeBytes > most) throw new Error(`${name} is larger than ${most / mebibyte} MiB`)
}

/** A file of which no more is read than may be, whatever it says where its parts are. */
export function boundReads(file: AsyncBuffer, name: string, most = mostBytes): AsyncBuffer {
  const { byteLength } = file
  let readBytes = 0
  return {
    byteLength,
    slice: (start, end = byteLength) => {
      if (start > end) throw new Error(`${name} ends before it begins`)
      readBytes += end - start
      checkSize(readBytes, name, most)
      if (start < 0 || end > byteLength) throw new Error(`${name} lies outside of the file`)
      return file.slice(start, end)
    },
  }
}

/** Throws where what is made for each column would be too much. */
export function checkSchema({ schema }: Pick<FileMetaData, 'schema'>): void {
  if (schema.length > mostColumns) throw new Error(`it has more than ${mostColumns} columns`)
  const left: number[] = []
  for (const { num_children: children = 0 } of schema) {
    if (left.length > deepestColumn)
      throw new Error(`more than ${deepestColumn} of its columns lie in each other`)
    if (left.length) left[left.length - 1]!--
    if (children > 0) left.push(children)
    while (left.at(-1) === 0) left.pop()
  }
}

type Unpack = (input: Uint8Array, sizeBytes: number) => Uint8Array

/** Unpacks no more than may be held, whatever the pages of a group say of themselves, or hold. */
export function boundUnpacking(name: string): Compressors {
  let unpackedBytes = 0
  const bounded =
    (unpack: Unpack): Unpack =>
    (input, sizeBytes) => {
      if (!(sizeBytes >= 0)) throw new Error(`${name} has a page without a size`)
      unpackedBytes += sizeBytes
      if (unpackedBytes > mostBytes) throw new Error(`${name} unpacks to more than 512 MiB`)
      return unpack(input, sizeBytes)
    }
  const most = (sizeBytes: number) => ({ maxOutputLength: Math.max(sizeBytes, 1) })
  return {
    SNAPPY: bounded((input, sizeBytes) => {
      const output = new Uint8Array(sizeBytes)
      snappyUncompress(input, output)
      return output
    }),
    GZIP: bounded((input, sizeBytes) => gunzipSync(input, most(sizeBytes))),
    BROTLI: bounded((input, sizeBytes) => brotliDecompressSync(input, most(sizeBytes))),
    ZSTD: bounded((input, sizeBytes) => zstdDecompressSync(input, most(sizeBytes))),
  }
}

/** The pages of a group, whose headers are read before anything is made of what they say. */
export function boundPages(file: AsyncBuffer, group: GroupPlan, name: string): AsyncBuffer {
  const indexes = new Set(
    group.chunks.map((chunk) =>
      'offsetIndex' in chunk ? `${chunk.offsetIndex.startByte} ${chunk.offsetIndex.endByte}` : '',
    ),
  )
  let values = 0
  const count = (more: number) => {
    values += more
    if (!(more >= 0 && more <= mostPageValues && values <= mostValues))
      throw new Error(`${name} unpacks to too many values, or has a page of too many`)
  }
  return {
    byteLength: file.byteLength,
    slice: async (start, end) => {
      const bytes = await file.slice(start, end)
      if (!indexes.delete(`${start} ${end}`))
        for (const header of headersOf(bytes, name)) count(valuesOf(header))
      return bytes
    },
  }
}

type PageHeader = ReturnType<typeof parquetHeader>

const valuesOf = (header: PageHeader): number =>
  (header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header)
    ?.num_values ?? 0

function* headersOf(bytes: ArrayBuffer, name: string): Generator<PageHeader> {
  const reader = { view: new DataView(bytes), offset: 0 }
  while (reader.offset < bytes.byteLength - 1) {
    const header = parquetHeader(reader)
    reader.offset += header.compressed_page_size
    if (!(header.compressed_page_size >= 0 && reader.offset <= bytes.byteLength))
      throw new Error(`${name} has a page that ends elsewhere`)
    yield header
  }
}
