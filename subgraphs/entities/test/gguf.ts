type Value = string | number | boolean | string[]
type Tensor = { name: string; shape: number[]; type: number; offset: number }

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])

function typed(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)])
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)])
  if (typeof value === 'boolean') return Buffer.concat([u32(7), Buffer.from([Number(value)])])
  return Buffer.concat([u32(9), u32(8), u64(value.length), ...value.map(text)])
}

/** The header of a GGUF file that says this, and what comes after it. */
export function gguf(
  metadata: Record<string, Value>,
  tensors: Tensor[],
  dataBytes: number,
): Buffer {
  const entries = Object.entries(metadata)
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(entries.length),
    ...entries.map(([key, value]) => Buffer.concat([text(key), typed(value)])),
    ...tensors.map(({ name, shape, type, offset }) =>
      Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)]),
    ),
  ])
  return Buffer.concat([
    header,
    Buffer.alloc((32 - (header.length % 32)) % 32),
    Buffer.alloc(dataBytes),
  ])
}

export const metadata = {
  'general.architecture': 'llama',
  'llama.context_length': 256,
  'llama.embedding_length': 64,
  'llama.block_count': 2,
  'tokenizer.ggml.tokens': ['a', 'b', 'c'],
  'tokenizer.chat_template': '{{ messages }}',
}
/** 3 × 64 numbers as Q8_0 take 6 blocks of 34 bytes; 64 as F32 take 256 bytes. */
export const tensors = [
  { name: 'token_embd.weight', shape: [64, 3], type: 8, offset: 0 },
  { name: 'output_norm.weight', shape: [64], type: 0, offset: 224 },
]
export const dataBytes = 480
