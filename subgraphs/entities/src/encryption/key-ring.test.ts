import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { EncryptionKeys, createKeyRing } from './key-ring.ts'

const keyNamed = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const ringOf = (...keys: string[]) => createKeyRing(EncryptionKeys.parse(keys.join()))

test('what was encrypted for an owner is read for that owner, by a ring that still has the key', () => {
  const [old, fresh] = [keyNamed('old'), keyNamed('new')]
  const encrypted = ringOf(old).encrypt('sk-ünlocked', 'model_1')
  expect(encrypted).toMatch(/^old\./)
  expect(encrypted).not.toContain('sk-')
  expect(ringOf(fresh, old).decrypt(encrypted, 'model_1')).toBe('sk-ünlocked')
  expect(ringOf(fresh, old).encrypt('sk-ünlocked', 'model_1')).toMatch(/^new\./)
})

test('a ring without the key says which one is missing', () => {
  const encrypted = ringOf(keyNamed('old')).encrypt('sk', 'model_1')
  expect(() => ringOf(keyNamed('new')).decrypt(encrypted, 'model_1')).toThrow(
    'It was encrypted with the key `old`, which is not in ENCRYPTION_KEYS.',
  )
})

test('no two ciphertexts of one text are alike', () => {
  const ring = ringOf(keyNamed('one'))
  const all = Array.from({ length: 1000 }, () => ring.encrypt('sk', 'model_1'))
  expect(new Set(all.map((one) => one.split('.')[1])).size).toBe(1000)
  expect(Buffer.from(all[0]!.split('.')[1]!, 'base64url')).toHaveLength(12)
})

const ring = ringOf(keyNamed('one'), keyNamed('two'))
const [id, nonce, ciphertext, tag] = ring.encrypt('sk-secret', 'model_1').split('.') as string[]
const flipped = (part: string) => {
  const bytes = Buffer.from(part, 'base64url')
  bytes[0]! ^= 1
  return bytes.toString('base64url')
}

test.for<[string, (string | undefined)[], string]>([
  ['moved to another owner', [id, nonce, ciphertext, tag], 'model_2'],
  ['under another key', ['two', nonce, ciphertext, tag], 'model_1'],
  ['with another nonce', [id, flipped(nonce!), ciphertext, tag], 'model_1'],
  ['with other bytes', [id, nonce, flipped(ciphertext!), tag], 'model_1'],
  ['with another tag', [id, nonce, ciphertext, flipped(tag!)], 'model_1'],
  ['with a shorter tag', [id, nonce, ciphertext, tag!.slice(0, 8)], 'model_1'],
  ['cut off', [id, nonce], 'model_1'],
])('a ciphertext %s is refused', ([, parts, owner]) => {
  expect(() => ring.decrypt(parts.join('.'), owner)).toThrow(/^It is not what the key `/)
})

test('every problem of the keys is told, and no key with it', () => {
  const key = randomBytes(32).toString('base64')
  const short = randomBytes(16).toString('base64')
  const { error } = EncryptionKeys.safeParse(`${key},one:${key},one:${key},two:${short},`)
  expect(error!.issues.map(({ message }) => message)).toEqual([
    'key 1 is not `id:base64`, the id of letters, digits and `-`',
    'key 4, `two`, is not 32 bytes in base64: `openssl rand -base64 32`',
    'key 5 is not `id:base64`, the id of letters, digits and `-`',
    'two keys have the id `one`',
  ])
  expect(EncryptionKeys.safeParse('').success).toBe(false)
})
