import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { parquetMetadataAsync, parquetReadObjects, toJson } from 'hyparquet'
import type { AsyncBuffer, Compressors, FileMetaData, RowGroup } from 'hyparquet'
import { messageOf } from './row.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'

/** What is read of a row group is held in memory. */
const mostBytes = 512 * 1024 ** 2

const compressors: Compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
}

/**
 * Apache Parquet up to the row `end`, row group by row group; the line of a row is its number,
 * from 1. Of a group with an index, only the pages that hold these rows are read.
 */
export async function* readParquet(
  bytes: Bytes,
  from: RowStart,
  end = Infinity,
): AsyncGenerator<RawRow> {
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
  for (const { rowStart, rowEnd, heldBytes } of partsOf(metadata, from.row, end)) {
    try {
      if (heldBytes > mostBytes) throw new Error('a row group is larger than 512 MiB')
      const { file } = reading
      yield* await readPart({ file, metadata, rowStart, rowEnd, useOffsetIndex: true })
    } catch (error) {
      return yield broken(rowStart, error)
    }
  }
}

type Reading = Parameters<typeof parquetReadObjects>[0]

async function readPart(reading: Reading): Promise<RawRow[]> {
  const rows = await parquetReadObjects({ ...reading, compressors })
  return rows.map((value, index) => {
    const row = reading.rowStart! + index
    return { row, offset: 0, line: row + 1, value: toJson(value), problem: null }
  })
}

/** What lies in each row group of the rows from one number up to another. */
function partsOf({ row_groups: groups }: FileMetaData, first: number, last: number) {
  let end = 0
  return groups
    .map((group) => {
      const rowStart = Math.max(end, first)
      end += Number(group.num_rows)
      const rowEnd = Math.min(end, last)
      const share = (rowEnd - rowStart) / Number(group.num_rows)
      return { rowStart, rowEnd, heldBytes: heldBytesOf(group, share) }
    })
    .filter(({ rowStart, rowEnd }) => rowStart < rowEnd)
}

/** About what a share of a group takes in memory: columns without an index are read whole. */
const heldBytesOf = ({ columns }: RowGroup, share: number) =>
  columns.reduce((total, { meta_data: column, offset_index_length: index }) => {
    const sizeBytes = Number(column?.total_uncompressed_size ?? 0)
    return total + (index ? sizeBytes * share : sizeBytes)
  }, 0)

/** The file as ranges, and what failed when it was the store, not the file. */
function watchReads({ sizeBytes, read }: Bytes) {
  const reading: { file: AsyncBuffer; failed: Error | null } = {
    failed: null,
    file: {
      byteLength: sizeBytes,
      slice: async (start, end = sizeBytes) => {
        if (end <= start) return new ArrayBuffer()
        if (end - start > mostBytes) throw new Error('a part of it is larger than 512 MiB')
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
