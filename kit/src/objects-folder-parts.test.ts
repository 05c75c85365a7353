import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { ObjectUrls } from './object-urls.ts'
import { FolderObjects } from './objects-folder.ts'

const sha256Of = (bytes: string) => createHash('sha256').update(bytes).digest('hex')
const etagOf = (bytes: string) => crc32(bytes).toString(16).padStart(8, '0')
const texts = ['one ', 'two ', 'end']
const whole = texts.join('')
const urls = new ObjectUrls({ publicUrl: 'http://files.example', secret: 'x' })
const target = { key: 'blobs/a', sha256: sha256Of(whole), sizeBytes: whole.length }
const parts = texts.map((text, index) => ({ number: index + 1, etag: etagOf(text) }))

async function started() {
  const root = await mkdtemp(join(tmpdir(), 'weft-objects-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const open = () => FolderObjects.open({ root, urls })
  const store = await open()
  return { root, open, store, multipartId: await store.createMultipart() }
}
type Started = Awaited<ReturnType<typeof started>>

/** Sends the part as a client would, by the URL that it was given. */
async function send(
  { store, multipartId }: Pick<Started, 'store' | 'multipartId'>,
  number: number,
  source: Readable | string = texts[number - 1]!,
) {
  const offsetBytes = texts.slice(0, number - 1).join('').length
  const part = { multipartId, number, offsetBytes, sizeBytes: texts[number - 1]!.length }
  const grant = urls.grantOf('PUT', await store.presignPart('uploads/1', part))
  if (grant?.method !== 'PUT') throw new Error('This URL grants no PUT.')
  const bytes = typeof source === 'string' ? Readable.from([Buffer.from(source)]) : source
  return store.receive(grant, bytes)
}

async function take({ store, multipartId }: Pick<Started, 'store' | 'multipartId'>, given = parts) {
  await store.join('uploads/1', multipartId, given)
  await store.adopt('uploads/1', target)
  return (await buffer(await store.read(target.key))).toString()
}

test.for([
  ['in their order', [1, 2, 3]],
  ['in another order', [3, 1, 2]],
  ['some twice', [1, 2, 1, 3, 3]],
])('parts that come %s are one object', async ([, numbers]) => {
  const given = await started()
  for (const number of numbers as number[]) await send(given, number)
  expect(await take(given)).toBe(whole)
  expect(await readdir(join(given.root, 'parts'))).toEqual([])
})

test('parts that come at once are one object', async () => {
  const given = await started()
  const numbers = [3, 2, 1, 1]
  const etags = await Promise.all(numbers.map((number) => send(given, number)))
  expect(etags).toEqual(numbers.map((number) => parts[number - 1]!.etag))
  expect(await take(given)).toBe(whole)
})

test.for([
  ['in their order', [1, 2, 3]],
  ['in another order', [3, 2, 1]],
])('parts with other bytes, %s, are refused', async ([, numbers]) => {
  const given = await started()
  for (const number of numbers as number[])
    await send(given, number, number === 2 ? 'evil' : undefined)
  await expect(take(given)).rejects.toThrow('Part 2 has another ETag')
  const evil = parts.with(1, { number: 2, etag: etagOf('evil') })
  await expect(take(given, evil)).rejects.toThrow('have the sha256')
  expect(await given.store.stat(target.key)).toBeNull()
})

test('a part that is sent again replaces the one before', async () => {
  const given = await started()
  await send(given, 1)
  await send(given, 2, 'evil')
  await send(given, 3)
  await send(given, 2)
  expect(await take(given)).toBe(whole)

  const other = await started()
  for (const number of [1, 2, 3]) await send(other, number)
  await send(other, 2, 'evil')
  const evil = parts.with(1, { number: 2, etag: etagOf('evil') })
  await expect(take(other, evil)).rejects.toThrow('have the sha256')
})

test('who brings a part that another brings too ends as if alone, also when the other breaks off', async () => {
  const given = await started()
  const file = () => stat(join(given.root, 'parts', given.multipartId, 'whole'))
  await send(given, 1)
  await send(given, 2)
  const [slow, broken] = [new PassThrough(), new PassThrough()]
  slow.write('e')
  const first = send(given, 3, slow)
  await expect.poll(async () => (await file()).size).toBe(9)
  broken.write('en')
  const second = send(given, 3, broken).catch(String)
  await expect.poll(async () => (await file()).size).toBe(10)
  broken.end()
  expect(await second).toContain('Only 2 bytes came')
  slow.end('nd')
  expect(await first).toBe(parts[2]!.etag)
  await expect(send(given, 3, 'e')).rejects.toThrow('Only 1 bytes came')
  expect(await take(given)).toBe(whole)
})

test('parts are joined while another still brings one of them, who then writes nothing more', async () => {
  const given = await started()
  for (const number of [1, 2, 3]) await send(given, number)
  const slow = new PassThrough()
  slow.write('o')
  const again = send(given, 1, slow).catch(String)
  const wrong = parts.with(2, { number: 3, etag: 'x' })
  await expect(take(given, wrong)).rejects.toThrow('Part 3 has another ETag')
  slow.write('n')
  expect(await take(given)).toBe(whole)
  slow.end('x ')
  expect(await again).toContain('joined, or given up, meanwhile')
  expect((await buffer(await given.store.read(target.key))).toString()).toBe(whole)
})

test('what several bring at once is read, if one of them brings other bytes', async () => {
  const given = await started()
  const slow = new PassThrough()
  slow.write('ev')
  const other = send(given, 1, slow)
  for (const number of [1, 2, 3]) await send(given, number)
  slow.end('il')
  const evil = parts.with(0, { number: 1, etag: await other })
  await expect(take(given, evil)).rejects.toThrow('have the sha256')
})

test.for([
  ['the right bytes', 'two ', whole],
  ['other bytes', 'evil', 'have the sha256'],
])('after a restart an upload goes on, with %s', async ([, second, outcome]) => {
  const { store, open, multipartId } = await started()
  await send({ store, multipartId }, 1)
  const later = { store: await open(), multipartId }
  await send(later, 2, second)
  await send(later, 3)
  const given = parts.with(1, { number: 2, etag: etagOf(second!) })
  const taken = await take(later, given).catch(String)
  expect(taken).toContain(outcome)
})

test('a part that breaks off has not arrived, and gives its space back', async () => {
  const given = await started()
  await send(given, 1)
  await expect(send(given, 2, 'tw')).rejects.toThrow('Only 2 bytes came')
  const { size } = await stat(join(given.root, 'parts', given.multipartId, 'whole'))
  expect(size).toBe(texts[0]!.length)
  await send(given, 3)
  await expect(take(given)).rejects.toThrow('Part 2 has not arrived')
  await send(given, 2)
  expect(await take(given)).toBe(whole)
})

test('parts that are not named are left out, and a gap is refused', async () => {
  const given = await started()
  for (const number of [1, 2, 3]) await send(given, number)
  await expect(take(given, [parts[0]!, parts[2]!])).rejects.toThrow('Part 3 does not follow')
  await expect(take(given, parts.slice(0, 2))).rejects.toThrow('8 bytes arrived, but 11')
})
