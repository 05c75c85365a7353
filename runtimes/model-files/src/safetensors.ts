import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { fromBfloat16, fromFloat16 } from './half.ts'
import { checkHeaderSize, parseHeader, type Entry } from './safetensors-header.ts'
import type { Tensor, Tensors } from './tensor.ts'

const LENGTH_BYTES = 8

/** All tensors as float32. A damaged file is refused before memory is taken for its tensors. */
export async function readSafetensors(path: string): Promise<Tensors> {
  const file = await open(path)
  try {
    return await readTensors(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${basename(path)} is not a readable safetensors file: ${why}.`, {
      cause: error,
    })
  } finally {
    await file.close()
  }
}

async function readTensors(file: FileHandle): Promise<Tensors> {
  const { size } = await file.stat()
  if (size < LENGTH_BYTES) throw new Error(`it has only ${size} bytes`)
  const length = await readBytes(file, 0, LENGTH_BYTES)
  const headerBytes = checkHeaderSize(new DataView(length.buffer).getBigUint64(0, true), size)
  const header = new TextDecoder().decode(await readBytes(file, LENGTH_BYTES, headerBytes))
  const dataStart = LENGTH_BYTES + headerBytes

  const tensors: Tensors = new Map()
  for (const entry of parseHeader(header, size - dataStart)) {
    const bytes = await readBytes(file, dataStart + entry.begin, entry.end - entry.begin)
    tensors.set(entry.name, toTensor(entry, bytes))
  }
  return tensors
}

async function readBytes(file: FileHandle, position: number, length: number) {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (!bytesRead) throw new Error(`it ends at byte ${position + done}`)
    done += bytesRead
  }
  return bytes
}

function toTensor({ dataType, shape }: Entry, bytes: Uint8Array<ArrayBuffer>): Tensor {
  if (dataType === 'F16') return { shape, data: fromFloat16(bytes) }
  if (dataType === 'BF16') return { shape, data: fromBfloat16(bytes) }
  return { shape, data: new Float32Array(bytes.buffer) }
}

export async function writeSafetensors(path: string, tensors: Tensors) {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  let begin = 0
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, begin + data.byteLength] }
    begin += data.byteLength
  }
  const text = JSON.stringify(header)
  const headerBytes = Buffer.from(text + ' '.repeat(-Buffer.byteLength(text) & 7))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeBigUInt64LE(BigInt(headerBytes.length))

  const file = await open(path, 'w')
  try {
    await file.writeFile(length)
    await file.writeFile(headerBytes)
    for (const { data } of tensors.values())
      await file.writeFile(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    await file.sync()
  } finally {
    await file.close()
  }
}
