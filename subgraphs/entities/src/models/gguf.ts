import { ValidationError } from '@weft/kit/errors'
import { EndOfBytes, GgufReader } from './gguf-reader.ts'
import type { GgufHeader } from './gguf-reader.ts'
import type { RepositoryFile } from './repository-files.ts'
import { readBytes } from './repository-files.ts'

const firstReadBytes = 256 * 1024
/** More than the vocabulary and the tensors' names of any model take. */
const maxHeaderBytes = 100_000_000
const defaultAlignment = 32

/**
 * What a GGUF file says about itself, from its header alone, read a piece at a time until the header ends. Refuses a
 * file whose tensors overlap or lie beyond its end.
 */
export async function readGguf(file: RepositoryFile): Promise<GgufHeader> {
  const refuse = (message: string) => new ValidationError([{ path: file.path, message }])
  const most = Math.min(file.sizeBytes, maxHeaderBytes)
  let bytes = Buffer.alloc(0)
  for (let wanted = Math.min(firstReadBytes, most); ; wanted = Math.min(wanted * 4, most)) {
    const more = await readBytes(file, bytes.length, wanted - bytes.length)
    bytes = Buffer.concat([bytes, more])
    const header = parse(bytes, refuse)
    if (header) {
      checkPlaces(header, file.sizeBytes, refuse)
      return header
    }
    if (wanted === most) throw refuse('Its header does not end where it must.')
  }
}

/** Null when the header goes on after these bytes. */
function parse(bytes: Buffer, refuse: (message: string) => ValidationError): GgufHeader | null {
  try {
    return new GgufReader(bytes, refuse).readHeader()
  } catch (error) {
    if (error instanceof EndOfBytes) return null
    throw error
  }
}

function checkPlaces(
  { metadata, tensors, headerBytes }: GgufHeader,
  sizeBytes: number,
  refuse: (message: string) => ValidationError,
) {
  const alignment = metadata.get('general.alignment') ?? defaultAlignment
  if (typeof alignment !== 'number' || alignment < 1 || alignment > 65_536)
    throw refuse('Its alignment is none.')
  const dataStart = Math.ceil(headerBytes / alignment) * alignment
  let end = 0
  const inOrder = [...tensors].sort((a, b) => a.offset - b.offset)
  for (const { name, offset, sizeBytes: size } of inOrder) {
    if (offset < end || offset % alignment !== 0)
      throw refuse(`Tensor \`${name.slice(0, 200)}\` overlaps another, or is not aligned.`)
    end = offset + size
  }
  if (dataStart + end > sizeBytes)
    throw refuse(`Its tensors end at byte ${dataStart + end}, the file at byte ${sizeBytes}.`)
}
