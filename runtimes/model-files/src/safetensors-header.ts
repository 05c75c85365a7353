import { z } from 'zod'
import { elementCount } from './tensor.ts'

const BYTES_OF = { F32: 4, F16: 2, BF16: 2 } as const
export type DataType = keyof typeof BYTES_OF
export type Entry = {
  name: string
  dataType: DataType
  shape: number[]
  begin: number
  end: number
}

const MAX_HEADER_BYTES = 100_000_000

const natural = z.int().nonnegative()
const headerFile = z.record(
  z.string(),
  z.union([
    z.object({
      dtype: z.string(),
      shape: z.array(natural),
      data_offsets: z.tuple([natural, natural]),
    }),
    z.record(z.string(), z.string()),
  ]),
)

export function checkHeaderSize(headerBytes: bigint, fileBytes: number) {
  if (headerBytes > BigInt(MAX_HEADER_BYTES))
    throw new Error(`the header claims ${headerBytes} bytes, more than the format allows`)
  if (headerBytes < 2n || 8n + headerBytes > BigInt(fileBytes))
    throw new Error(`the header claims ${headerBytes} bytes, the file has ${fileBytes}`)
  return Number(headerBytes)
}

/** The tensors in the order of their bytes; gaps, overlaps and wrong sizes are refused. */
export function parseHeader(text: string, dataBytes: number): Entry[] {
  const parsed = headerFile.safeParse(parseJson(text))
  if (!parsed.success) throw new Error(`the header is wrong:\n${z.prettifyError(parsed.error)}`)
  const entries: Entry[] = []
  for (const [name, value] of Object.entries(parsed.data)) {
    if (name === '__metadata__') continue
    if (!Array.isArray(value.data_offsets))
      throw new Error(`tensor ${name} has no dtype, shape and data_offsets`)
    const [begin, end] = value.data_offsets
    const shape = value.shape as number[]
    entries.push({ name, shape, begin, end, dataType: dataTypeOf(name, String(value.dtype)) })
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  checkOffsets(entries, dataBytes)
  return entries
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('the header is not JSON')
  }
}

function dataTypeOf(name: string, dtype: string) {
  if (dtype in BYTES_OF) return dtype as DataType
  throw new Error(`tensor ${name} is of type ${dtype}; F32, F16 and BF16 can be read`)
}

function checkOffsets(entries: Entry[], dataBytes: number) {
  let expected = 0
  for (const { name, begin, end, shape, dataType } of entries) {
    if (begin !== expected)
      throw new Error(
        `tensor ${name} begins at byte ${begin}, but ${expected} is the next free one`,
      )
    if (end - begin !== elementCount(shape) * BYTES_OF[dataType])
      throw new Error(
        `tensor ${name} has ${end - begin} bytes, which is not [${shape.join()}] of ${dataType}`,
      )
    if (end > dataBytes)
      throw new Error(`tensor ${name} ends at byte ${end}, the file has only ${dataBytes} of data`)
    expected = end
  }
  if (expected !== dataBytes)
    throw new Error(`${dataBytes - expected} bytes at the end belong to no tensor`)
}
