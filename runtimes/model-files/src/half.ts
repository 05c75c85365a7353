export const fromFloat16 = (bytes: Uint8Array<ArrayBuffer>) =>
  Float32Array.from(new Float16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2))

/** bfloat16 is the upper half of a float32. */
export function fromBfloat16(bytes: Uint8Array<ArrayBuffer>) {
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2)
  const words = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16
  return new Float32Array(words.buffer)
}

export const toFloat16 = (values: Float32Array) => {
  const halves = Float16Array.from(values)
  return new Uint8Array(halves.buffer)
}
