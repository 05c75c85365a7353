import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { parquetMetadataAsync, parquetReadObjects, toJson } from 'hyparquet'
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet'
import { messageOf } from './row.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'

/** A row group is held in memory whole. */
const largestGroupBytes = 512 * 1024 ** 2

const compressors: Compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
}

/** Apache Parquet, row group by row group; the line of a row is its number, from 1. */
export async function* readParquet(bytes: Bytes, from: RowStart): AsyncGenerator<RawRow> {
  if (!bytes.sizeBytes) return
  const reading = watchReads(bytes)
  const broken = (row: number, error: unknown) => {
    if (reading.failed) throw reading.failed
    const problem = `This is no Parquet that can be read here: ${messageOf(error)}.`
    return { row, offset: 0, line: row + 1, value: '', problem }
  }
  let metadata: FileMetaData
  try {
    metadata = await parquetMetadataAsync(reading.file)
  } catch (error) {
    return yield broken(from.row, error)
  }
  for (const { start, end, isTooLarge } of groupsFrom(metadata, from.row)) {
    try {
      if (isTooLarge) throw new Error('a row group is larger than 512 MiB')
      const range = { rowStart: start, rowEnd: end }
      yield* await readGroup({ file: reading.file, metadata, ...range })
    } catch (error) {
      return yield broken(start, error)
    }
  }
}

/** The rows from one number up to another, of which only the pages that hold them are read where the file has an index. */
export async function readParquetRows(bytes: Bytes, start: number, end: number): Promise<RawRow[]> {
  const { file } = watchReads(bytes)
  return readGroup({ file, rowStart: start, rowEnd: end, useOffsetIndex: true })
}

type Reading = Parameters<typeof parquetReadObjects>[0]

async function readGroup(reading: Reading): Promise<RawRow[]> {
  const rows = await parquetReadObjects({ ...reading, compressors })
  return rows.map((value, index) => {
    const row = reading.rowStart! + index
    return { row, offset: 0, line: row + 1, value: toJson(value), problem: null }
  })
}

function groupsFrom({ row_groups: groups }: FileMetaData, first: number) {
  let end = 0
  return groups
    .map((group) => {
      const start = end
      end += Number(group.num_rows)
      return { start, end, isTooLarge: Number(group.total_byte_size) > largestGroupBytes }
    })
    .filter((group) => group.end > first)
    .map((group) => ({ ...group, start: Math.max(group.start, first) }))
}

/** The file as ranges, and what failed when it was the store, not the file. */
function watchReads({ sizeBytes, read }: Bytes) {
  const reading: { file: AsyncBuffer; failed: Error | null } = {
    failed: null,
    file: {
      byteLength: sizeBytes,
      slice: async (start, end = sizeBytes) => {
        if (end <= start) return new ArrayBuffer()
        try {
          const bytes = await buffer(await read({ start, end: end - 1 }))
          return new Uint8Array(bytes).buffer
        } catch (error) {
          reading.failed = error instanceof Error ? error : new Error(String(error))
          throw error
        }
      },
    },
  }
  return reading
}
