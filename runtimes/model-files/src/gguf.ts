import { open, rename } from 'node:fs/promises'
import { toFloat16 } from './half.ts'
import type { Tensor } from './tensor.ts'

/** The value types of GGUF metadata that a model needs. */
export type GgufValue =
  | { uint32: number }
  | { int32s: readonly number[] }
  | { float32: number }
  | { boolean: boolean }
  | { text: string }
  | { texts: readonly string[] }
export type GgufTensor = Tensor & { name: string; isHalf: boolean }
export type GgufFile = { metadata: Record<string, GgufValue>; tensors: readonly GgufTensor[] }

const VERSION = 3
export const GGUF_ALIGNMENT = 32

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const int32 = (value: number) => uint32(value >>> 0)
const uint64 = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const float32 = (value: number) => Buffer.from(Float32Array.of(value).buffer)
const text = (value: string): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint64(bytes.length), bytes])
}

const TYPES = { uint32: 4, int32: 5, float32: 6, boolean: 7, text: 8, array: 9 }

function encodeValue(value: GgufValue): Buffer[] {
  if ('uint32' in value) return [uint32(TYPES.uint32), uint32(value.uint32)]
  if ('float32' in value) return [uint32(TYPES.float32), float32(value.float32)]
  if ('boolean' in value) return [uint32(TYPES.boolean), Buffer.of(value.boolean ? 1 : 0)]
  if ('text' in value) return [uint32(TYPES.text), text(value.text)]
  if ('texts' in value) return encodeArray(TYPES.text, value.texts.map(text))
  return encodeArray(TYPES.int32, value.int32s.map(int32))
}

const encodeArray = (type: number, items: Buffer[]): Buffer[] => [
  uint32(TYPES.array),
  uint32(type),
  uint64(items.length),
  ...items,
]

const padding = (length: number) => Buffer.alloc(-length & (GGUF_ALIGNMENT - 1))
const sizeOf = ({ data, isHalf }: GgufTensor) => data.length * (isHalf ? 2 : 4)

function encodeHeader({ metadata, tensors }: GgufFile): Buffer {
  const pairs = Object.entries(metadata)
  const parts: Buffer[] = [
    Buffer.from('GGUF'),
    uint32(VERSION),
    uint64(tensors.length),
    uint64(pairs.length),
  ]
  for (const [key, value] of pairs) parts.push(text(key), ...encodeValue(value))
  let offset = 0
  for (const tensor of tensors) {
    const sizes = tensor.shape.toReversed() // GGUF names the innermost dimension first
    parts.push(text(tensor.name), uint32(sizes.length), ...sizes.map(uint64))
    parts.push(uint32(tensor.isHalf ? 1 : 0), uint64(offset))
    offset += sizeOf(tensor) + padding(sizeOf(tensor)).length
  }
  const header = Buffer.concat(parts)
  return Buffer.concat([header, padding(header.length)])
}

/** The file appears under its name only when it is whole. */
export async function writeGguf(path: string, content: GgufFile) {
  const temporary = `${path}.${process.pid}.partial`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(encodeHeader(content))
    for (const tensor of content.tensors) {
      const { data } = tensor
      const bytes = tensor.isHalf
        ? toFloat16(data)
        : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      await file.writeFile(bytes)
      await file.writeFile(padding(bytes.length))
    }
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
