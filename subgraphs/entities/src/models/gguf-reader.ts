import type { ValidationError } from '@weft/kit/errors'
import { ggmlTypes } from './ggml-types.ts'

export type GgufTensor = {
  name: string
  shape: number[]
  type: string
  offset: number
  sizeBytes: number
}
/** Of an array the metadata keeps only how long it is. */
export type GgufHeader = {
  metadata: Map<string, string | number | boolean | { length: number }>
  tensors: GgufTensor[]
  headerBytes: number
}

/** The header goes on after the bytes at hand. */
export class EndOfBytes extends Error {}

const stringType = 8
const arrayType = 9
const boolType = 7
const scalarBytes: Record<number, number> = {
  0: 1, // u8
  1: 1, // i8
  2: 2, // u16
  3: 2, // i16
  4: 4, // u32
  5: 4, // i32
  6: 4, // f32
  7: 1, // bool
  10: 8, // u64
  11: 8, // i64
  12: 8, // f64
}
const maxDimensions = 8
const maxDepth = 4

/** Reads the header of a GGUF file. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export class GgufReader {
  #bytes: Buffer
  #at = 0
  #refuse: (message: string) => ValidationError

  constructor(bytes: Buffer, refuse: (message: string) => ValidationError) {
    this.#bytes = bytes
    this.#refuse = refuse
  }

  readHeader(): GgufHeader {
    if (this.#take(4).toString('latin1') !== 'GGUF') throw this.#refuse('It is no GGUF file.')
    const version = this.#u32()
    if (version !== 2 && version !== 3)
      throw this.#refuse(`It is GGUF version ${version}; 2 and 3 are known here.`)
    const tensorCount = this.#u64()
    const metadata = this.#metadata(this.#u64())
    const tensors: GgufTensor[] = []
    for (let i = 0; i < tensorCount; i++) tensors.push(this.#tensor())
    if (new Set(tensors.map(({ name }) => name)).size < tensors.length)
      throw this.#refuse('It names two tensors alike.')
    return { metadata, tensors, headerBytes: this.#at }
  }

  #metadata(count: number): GgufHeader['metadata'] {
    const metadata: GgufHeader['metadata'] = new Map()
    for (let i = 0; i < count; i++) metadata.set(this.#text(), this.#value(this.#u32()))
    return metadata
  }

  #value(type: number, depth = 0): string | number | boolean | { length: number } {
    if (type === stringType) return this.#text()
    if (type === arrayType) return this.#array(depth)
    const bytes = this.#take(this.#scalarBytes(type))
    if (type === boolType) return bytes[0] !== 0
    if (type === 6) return bytes.readFloatLE()
    if (type === 12) return bytes.readDoubleLE()
    const isSigned = [1, 3, 5, 11].includes(type)
    if (bytes.length === 8)
      return Number(isSigned ? bytes.readBigInt64LE() : bytes.readBigUInt64LE())
    return isSigned ? bytes.readIntLE(0, bytes.length) : bytes.readUIntLE(0, bytes.length)
  }

  #array(depth: number): { length: number } {
    if (depth >= maxDepth) throw this.#refuse('Its metadata has arrays within arrays without end.')
    const type = this.#u32()
    const length = this.#u64()
    if (type === stringType) for (let i = 0; i < length; i++) this.#take(this.#u64())
    else if (type === arrayType) for (let i = 0; i < length; i++) this.#array(depth + 1)
    else this.#take(length * this.#scalarBytes(type))
    return { length }
  }

  #scalarBytes(type: number): number {
    const bytes = scalarBytes[type]
    if (!bytes) throw this.#refuse(`Its metadata has a value of type ${type}, which there is not.`)
    return bytes
  }

  #tensor(): GgufTensor {
    const name = this.#text()
    const dimensions = this.#u32()
    if (dimensions > maxDimensions)
      throw this.#refuse(`Tensor \`${name.slice(0, 200)}\` has ${dimensions} dimensions.`)
    const shape = Array.from({ length: dimensions }, () => this.#u64())
    const type = ggmlTypes[this.#u32()]
    const offset = this.#u64()
    if (!type) throw this.#refuse(`Tensor \`${name.slice(0, 200)}\` is of an unknown type.`)
    const count = shape.reduce((product, length) => product * length, 1)
    if (!Number.isSafeInteger(count) || count % type.block !== 0)
      throw this.#refuse(`Tensor \`${name.slice(0, 200)}\` has a shape that cannot be.`)
    const sizeBytes = (count / type.block) * type.bytes
    return { name, shape, type: type.name, offset, sizeBytes }
  }

  #text(): string {
    return this.#take(this.#u64()).toString('utf8')
  }

  #u32(): number {
    return this.#take(4).readUInt32LE()
  }

  /** As a number: what is beyond 2^53 is beyond any file. */
  #u64(): number {
    return Number(this.#take(8).readBigUInt64LE())
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new EndOfBytes()
    return this.#bytes.subarray(this.#at, (this.#at += length))
  }
}
