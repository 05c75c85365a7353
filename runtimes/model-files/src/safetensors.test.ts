import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import type { Tensors } from './tensor.ts'

async function temporaryFile() {
  const folder = await mkdtemp(join(tmpdir(), 'weft-safetensors-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'a.safetensors')
}

async function fileWith(header: unknown, data: Uint8Array = new Uint8Array()) {
  const path = await temporaryFile()
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  await writeFile(path, Buffer.concat([length, text, data]))
  return path
}

test('what is written is read again', async () => {
  const path = await temporaryFile()
  const tensors: Tensors = new Map([
    ['a', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 4, 1e-30, 6) }],
    ['b', { shape: [], data: Float32Array.of(7) }],
    ['ü', { shape: [0, 4], data: new Float32Array() }],
  ])
  await writeSafetensors(path, tensors)
  expect(await readSafetensors(path)).toEqual(tensors)
})

test('half precision becomes float32', async () => {
  const path = await fileWith(
    {
      half: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
      brain: { dtype: 'BF16', shape: [2], data_offsets: [4, 8] },
    },
    new Uint8Array(Uint16Array.of(0x3c00, 0xc100, 0x3fc0, 0xc000).buffer),
  )
  const tensors = await readSafetensors(path)
  expect(tensors.get('half')?.data).toEqual(Float32Array.of(1, -2.5))
  expect(tensors.get('brain')?.data).toEqual(Float32Array.of(1.5, -2))
})

const entry = (begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape: [1],
  data_offsets: [begin, end],
})

test.each([
  ['is no JSON', 'hello', 'the header is not JSON'],
  ['is no object', '[1]', 'the header is wrong'],
  ['has an unknown type', { a: entry(0, 8, 'F64') }, 'a is of type F64'],
  ['has negative offsets', { a: entry(-4, 0) }, 'the header is wrong'],
  ['overlaps', { a: entry(0, 4), b: entry(0, 4) }, 'b begins at byte 0, but 4 is the next'],
  ['leaves a gap', { a: entry(4, 8) }, 'a begins at byte 4'],
  ['has another size than its shape', { a: entry(0, 8) }, 'a has 8 bytes, which is not [1] of F32'],
  ['goes beyond the end', { a: { ...entry(0, 40), shape: [10] } }, 'the file has only 8 of data'],
  ['forgets bytes', { a: entry(0, 4) }, '4 bytes at the end belong to no tensor'],
])('a header that %s is refused', async (_, header, why) => {
  const path = await fileWith(header, new Uint8Array(8))
  await expect(readSafetensors(path)).rejects.toThrow(why)
})

test.each([
  ['is empty', new Uint8Array(), 'it has only 0 bytes'],
  ['claims a header beyond its end', Uint8Array.of(100, 0, 0, 0, 0, 0, 0, 0), 'claims 100 bytes'],
  ['claims a huge header', new Uint8Array(8).fill(255), 'more than the format allows'],
])('a file that %s is refused', async (_, bytes, why) => {
  const path = await temporaryFile()
  await writeFile(path, bytes)
  await expect(readSafetensors(path)).rejects.toThrow(why)
})
