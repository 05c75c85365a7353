import { expect, test } from 'vitest'
import { dataBytes, gguf, metadata, tensors } from './gguf.ts'
import { llama } from './harness.ts'
import type { Files } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'

const spec = {
  architecture: 'llama',
  parameterCount: 3 * 64 + 64,
  contextLength: 256,
  hiddenSize: 64,
  layerCount: 2,
  vocabularySize: 3,
  precision: 'Q8_0',
  isChat: true,
  isEmbedding: false,
}

test('a model is what the metadata of its GGUF file says', async () => {
  const store = await startWithNamespace()
  const files = { 'tiny.gguf': gguf(metadata, tensors, dataBytes) }
  const { data } = await store.execute(register, inputOf(store, files))
  expect(data).toMatchObject({
    registerModel: { kind: 'BASE', spec, artifact: { format: 'GGUF' }, adapter: null },
  })
})

test('a GGUF that pools what it reads makes embeddings; one that ranks does not', async () => {
  const store = await startWithNamespace()
  const isEmbedding = async (pooling: number) => {
    const told = { ...metadata, 'llama.pooling_type': pooling }
    const files = { 'tiny.gguf': gguf(told, tensors, dataBytes) }
    const { data } = await store.execute<Pooled>(register, inputOf(store, files))
    return data!.registerModel.spec.isEmbedding
  }
  expect(await Promise.all([0, 1, 3, 4].map(isEmbedding))).toEqual([false, true, true, false])
})

type Pooled = { registerModel: { spec: { isEmbedding: boolean } } }

test('the parts of one GGUF are counted together', async () => {
  const store = await startWithNamespace()
  const files = {
    'tiny-00001-of-00002.gguf': gguf(metadata, [tensors[0]!], 224),
    'tiny-00002-of-00002.gguf': gguf({}, [{ ...tensors[1]!, offset: 0 }], 256),
  }
  const { data } = await store.execute(register, inputOf(store, files))
  expect(data).toMatchObject({ registerModel: { spec } })
})

test('of a large GGUF only the header is read, however long its vocabulary', async () => {
  const store = await startWithNamespace()
  const tokens = Array.from({ length: 60_000 }, (_, i) => `token ${i}`)
  const large = [{ name: 'token_embd.weight', shape: [64, 60_000], type: 0, offset: 0 }]
  const content = gguf({ ...metadata, 'tokenizer.ggml.tokens': tokens }, large, 64 * 60_000 * 4)
  const { repositoryId, readBytes } = store.repositoryWith({ 'tiny.gguf': content })
  const { data } = await store.execute(register, {
    input: { namespace: 'acme', name: 'big', source: { files: { repositoryId } } },
  })
  expect(data).toMatchObject({
    registerModel: { spec: { vocabularySize: 60_000, parameterCount: 64 * 60_000 } },
  })
  expect(content.length).toBeGreaterThan(15_000_000)
  expect(readBytes()).toBeLessThan(5_000_000)
})

test('safetensors go before GGUF', async () => {
  const store = await startWithNamespace()
  const files = { ...llama, 'tiny.gguf': 'not read' }
  const { data } = await store.execute(register, inputOf(store, files))
  expect(data).toMatchObject({ registerModel: { artifact: { format: 'SAFETENSORS' } } })
})

const whole = gguf(metadata, tensors, dataBytes)
const one = (content: Buffer | string): Files => ({ 'tiny.gguf': content })
const withNumber = (at: number, value: bigint) => {
  const bytes = Buffer.from(whole)
  bytes.writeBigUInt64LE(value, at)
  return bytes
}
const { 'llama.context_length': _, ...withoutLength } = metadata
const moved = (offset: number) => [tensors[0]!, { ...tensors[1]!, offset }]
const nested = Buffer.concat([
  whole.subarray(0, 8),
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
  Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 97, 9, 0, 0, 0]),
  ...Array.from({ length: 100_000 }, () => Buffer.from([9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])),
])

test.for<[string, Files, RegExp]>([
  ['that is empty', one(''), /does not end/],
  ['that is another file', one('PK'.padEnd(100, '\0')), /no GGUF/],
  ['of another version', one(Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(28)])), /version 0/],
  ['that is cut off', one(whole.subarray(0, 100)), /does not end/],
  ['that says it has endless tensors', one(withNumber(8, 2n ** 63n)), /./],
  ['that says it has endless metadata', one(withNumber(16, 2n ** 63n)), /./],
  ['with a key of endless length', one(withNumber(24, 2n ** 64n - 1n)), /does not end/],
  ['with arrays within arrays', one(nested), /arrays within arrays/],
  ['without context length', one(gguf(withoutLength, tensors, dataBytes)), /context_length/],
  ['without tensors', one(gguf(metadata, [], 0)), /no tensor/],
  ['with overlapping tensors', one(gguf(metadata, moved(192), dataBytes)), /overlaps/],
  ['with a tensor out of line', one(gguf(metadata, moved(225), dataBytes)), /aligned/],
  ['with tensors beyond its end', one(gguf(metadata, moved(4096), dataBytes)), /end at byte/],
  [
    'with a tensor of a type there is not',
    one(gguf(metadata, [{ ...tensors[0]!, type: 77 }], dataBytes)),
    /unknown type/,
  ],
  [
    'with a shape beyond measure',
    one(gguf(metadata, [{ ...tensors[0]!, shape: [2 ** 40, 2 ** 40] }], dataBytes)),
    /shape that cannot be/,
  ],
  ['beside another', { 'a.gguf': whole, 'b.gguf': whole }, /one GGUF file/],
  ['of which a part is missing', { 'a-00001-of-00002.gguf': whole }, /all numbered parts/],
])('a GGUF %s is refused', async ([, files, message]) => {
  const store = await startWithNamespace()
  const { data } = await store.execute(register, inputOf(store, files))
  expect(data).toMatchObject({
    registerModel: {
      __typename: 'ValidationError',
      problems: [{ path: Object.keys(files)[0], message: expect.stringMatching(message) }],
    },
  })
})
