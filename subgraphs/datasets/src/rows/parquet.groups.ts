import { parquetMetadataAsync, parquetSchema } from 'hyparquet'
import type { AsyncBuffer, DecodedArray, FileMetaData, RowGroup } from 'hyparquet'
import { parquetPlan, prefetchAsyncBuffer } from 'hyparquet/src/plan.js'
import { assembleAsync, readRowGroup } from 'hyparquet/src/rowgroup.js'
import { flatten } from 'hyparquet/src/utils.js'
import {
  boundPages,
  boundReads,
  boundUnpacking,
  checkSchema,
  checkSize,
  mostMetadataBytes,
} from './parquet.bounds.ts'
import { convertersOf, parsers, toRow, withoutTypes } from './parquet.values.ts'
import type { Converter } from './parquet.values.ts'
import { messageOf, Unreadable } from './row.ts'
import type { RawRow } from './row.ts'

/** So many rows of a group, or about so many bytes of them, are told together. */
const mostRows = 1_000
const mostRowsBytes = 1024 ** 2

/**
 * Apache Parquet from the row `first` up to the row `last`, some rows of one row group at a time; the line of a row is its
 * number, from 1. Of a group with an index, only the pages that hold these rows are read.
 */
export async function* readGroups(
  file: AsyncBuffer,
  first: number,
  last: number,
): AsyncGenerator<RawRow[]> {
  let groups
  try {
    const footer = boundReads(file, 'its metadata', mostMetadataBytes)
    groups = groupsOf(await parquetMetadataAsync(footer, { geoparquet: false }))
  } catch (error) {
    return yield [noParquet(first, error)]
  }
  for (const group of groups) {
    const begin = Math.max(first - group.rowStart, 0)
    const end = Math.min(last - group.rowStart, group.rowCount)
    if (begin >= end) continue
    let rowAt
    try {
      rowAt = await readGroup(file, group, { begin, end })
    } catch (error) {
      return yield [noParquet(group.rowStart + begin, error)]
    }
    for (let row = begin; row < end;) {
      const rows: RawRow[] = []
      for (
        let sizeBytes = 0;
        row < end && rows.length < mostRows && sizeBytes < mostRowsBytes;
        row++
      ) {
        const read = readRow(() => rowAt(row))
        sizeBytes += read.sizeBytes
        rows.push({ ...placeOf(group.rowStart + row), value: read.value, problem: read.problem })
      }
      yield rows
    }
  }
}

const placeOf = (row: number) => ({ row, offset: 0, line: row + 1 })

export const noParquet = (row: number, error: unknown): RawRow => ({
  ...placeOf(row),
  value: '',
  problem: `This is no Parquet that can be read here: ${messageOf(error)}.`,
})

function readRow(read: () => ReturnType<typeof toRow>) {
  try {
    return { ...read(), problem: null }
  } catch (error) {
    if (error instanceof Unreadable) return { value: '', sizeBytes: 0, problem: error.message }
    throw error
  }
}

/** One row group, as if the file held no other. */
type Group = {
  /** As errors tell it. */
  name: string
  metadata: FileMetaData
  converters: (Converter | null)[]
  rowStart: number
  rowCount: number
}

function groupsOf(metadata: FileMetaData): Group[] {
  checkSchema(metadata)
  const converters = convertersOf(metadata)
  const plain = withoutTypes(metadata)
  let end = 0
  return metadata.row_groups.map((group, index) => {
    const name = `its row group ${index + 1}`
    const rowCount = Number(group.num_rows)
    if (!(rowCount >= 0) || group.columns.length !== converters.length)
      throw new Error(`${name} is not as its schema says`)
    end += rowCount
    const only = { ...plain, row_groups: [group] }
    return { name, metadata: only, converters, rowStart: end - rowCount, rowCount }
  })
}

type Span = { begin: number; end: number }
type Column = { name: string; values: DecodedArray; skipped: number }

async function readGroup(file: AsyncBuffer, group: Group, { begin, end }: Span) {
  const { metadata, name, rowCount } = group
  const [rowGroup] = metadata.row_groups as [RowGroup]
  checkSize(heldBytesOf(rowGroup, (end - begin) / rowCount), name)
  const columns = await readColumns(file, group, { begin, end })
  for (const { values, skipped } of columns)
    if (skipped + values.length < end) throw new Error(`${name} has fewer rows than it says`)
  return (row: number) =>
    toRow(columns.map(({ name, values, skipped }) => [name, values[row - skipped]]))
}

async function readColumns(
  file: AsyncBuffer,
  { name, metadata, converters }: Group,
  { begin, end }: Span,
): Promise<Column[]> {
  const compressors = boundUnpacking(name)
  const range = { rowStart: begin, rowEnd: end, useOffsetIndex: true }
  const options = { ...range, file, metadata, compressors, parsers, utf8: false }
  const plan = parquetPlan(options)
  const [group] = plan.groups
  if (!group) return []
  const fetched = prefetchAsyncBuffer(boundReads(file, name), plan)
  const pages = boundPages(fetched, group, name)
  const stored = readRowGroup({ ...options, file: pages }, plan, group)
  const asyncColumns = stored.asyncColumns.map(({ pathInSchema, data }, index) => ({
    pathInSchema,
    data: data.then((read) => convertAll(read, converters[index])),
  }))
  const assembled = assembleAsync({ ...stored, asyncColumns }, parquetSchema(metadata), parsers)
  return Promise.all(
    assembled.asyncColumns.map(async ({ pathInSchema: [name], data }) => {
      const { data: chunks, skipped } = await data
      return { name: name!, values: flatten(chunks), skipped }
    }),
  )
}

type Pages = { data: DecodedArray[]; skipped: number }

const convertAll = ({ data, skipped }: Pages, convert: Converter | null | undefined): Pages => ({
  data: convert ? data.map((values) => convertEach(values, convert)) : data,
  skipped,
})

const convertEach = (values: Iterable<unknown>, convert: Converter): unknown[] =>
  Array.from(values, (value) => {
    if (Array.isArray(value)) return convertEach(value, convert)
    return value === null || value === undefined ? value : convert(value as never)
  })

/** About what a share of a group takes in memory: columns without an index are read whole. */
const heldBytesOf = ({ columns }: RowGroup, share: number) =>
  columns.reduce((total, { meta_data: column, offset_index_length: index }) => {
    const sizeBytes = Number(column?.total_uncompressed_size ?? 0)
    return total + (index ? sizeBytes * share : sizeBytes)
  }, 0)
