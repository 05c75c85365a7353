import { ValidationError } from '@weft/kit/errors'
import { z } from 'zod'
import type { RepositoryFile } from './repository-files.ts'
import { readBytes } from './repository-files.ts'

const Tensor = z.object({
  dtype: z.string().max(16),
  shape: z.array(z.number().int().nonnegative()).max(16),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
})
const Header = z.record(z.string(), z.unknown())

export type Tensors = Map<string, z.infer<typeof Tensor>>

/** The format's own limit. https://github.com/huggingface/safetensors#format */
const maxHeaderBytes = 100_000_000
const firstReadBytes = 256 * 1024

/**
 * The tensors that a safetensors file says it holds, from its header alone: eight bytes of length, then JSON. Refuses
 * a file whose tensors do not fill it exactly, without gap or overlap.
 */
export async function readTensors(file: RepositoryFile): Promise<Tensors> {
  const refuse = (message: string) => new ValidationError([{ path: file.path, message }])
  if (file.sizeBytes < 8) throw refuse('Shorter than the header of a safetensors file.')

  const start = await readBytes(file, 0, Math.min(firstReadBytes, file.sizeBytes))
  const headerBytes = Number(start.readBigUInt64LE(0))
  if (headerBytes > maxHeaderBytes || 8 + headerBytes > file.sizeBytes)
    throw refuse(`Says that its header has ${headerBytes} bytes; the file has ${file.sizeBytes}.`)
  const header =
    8 + headerBytes <= start.length
      ? start.subarray(8, 8 + headerBytes)
      : await readBytes(file, 8, headerBytes)

  const tensors = parseHeader(header, refuse)
  checkOffsets(tensors, file.sizeBytes - 8 - headerBytes, refuse)
  return tensors
}

function parseHeader(header: Buffer, refuse: (message: string) => ValidationError): Tensors {
  let json: unknown
  try {
    json = JSON.parse(header.toString('utf8'))
  } catch {
    throw refuse('Its header is not JSON.')
  }
  const entries = Header.safeParse(json)
  if (!entries.success) throw refuse('Its header is not a JSON object.')
  const tensors: Tensors = new Map()
  for (const [name, value] of Object.entries(entries.data)) {
    if (name === '__metadata__') continue
    const tensor = Tensor.safeParse(value)
    if (!tensor.success)
      throw refuse(`Tensor \`${name.slice(0, 200)}\`: ${z.prettifyError(tensor.error)}`)
    tensors.set(name, tensor.data)
  }
  return tensors
}

function checkOffsets(
  tensors: Tensors,
  dataBytes: number,
  refuse: (message: string) => ValidationError,
) {
  let end = 0
  const inOrder = [...tensors].sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0])
  for (const [name, { data_offsets: offsets }] of inOrder) {
    if (offsets[0] !== end || offsets[1] < offsets[0])
      throw refuse(`Tensor \`${name.slice(0, 200)}\` overlaps another, or leaves a gap before it.`)
    end = offsets[1]
  }
  if (end !== dataBytes)
    throw refuse(`Its tensors end at byte ${end}, the data at byte ${dataBytes}.`)
}
