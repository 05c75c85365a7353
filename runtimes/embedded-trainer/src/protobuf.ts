const VARINT = 0
const BYTES = 2
const FIXED_32 = 5

/** Writes the few protobuf wire types that an ONNX file needs. */
export class ProtobufMessage {
  #parts: Uint8Array[] = []

  integer(field: number, value: number | bigint) {
    return this.#key(field, VARINT).#varint(BigInt(value))
  }

  float(field: number, value: number) {
    const bytes = Buffer.alloc(4)
    bytes.writeFloatLE(value)
    return this.#key(field, FIXED_32).#push(bytes)
  }

  bytes(field: number, bytes: Uint8Array) {
    return this.#key(field, BYTES).#varint(BigInt(bytes.length)).#push(bytes)
  }

  text(field: number, value: string) {
    return this.bytes(field, Buffer.from(value))
  }

  message(field: number, message: ProtobufMessage) {
    return this.bytes(field, message.toBytes())
  }

  toBytes(): Uint8Array {
    return Buffer.concat(this.#parts)
  }

  #key(field: number, wireType: number) {
    return this.#varint(BigInt((field << 3) | wireType))
  }

  #varint(value: bigint) {
    const bytes: number[] = []
    let rest = BigInt.asUintN(64, value)
    do {
      const more = rest > 127n ? 128 : 0
      bytes.push(Number(rest & 127n) | more)
      rest >>= 7n
    } while (rest)
    return this.#push(Uint8Array.from(bytes))
  }

  #push(bytes: Uint8Array) {
    this.#parts.push(bytes)
    return this
  }
}
