import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { ObjectUrls } from './object-urls.ts'
import { FolderObjects } from './objects-folder.ts'

const urls = new ObjectUrls({
  publicUrl: 'http://files.example',
  secret: 'a secret of the tests',
})
const sha256Of = (bytes: string) => createHash('sha256').update(bytes).digest('hex')
const etagOf = (bytes: string) => crc32(bytes).toString(16).padStart(8, '0')

async function folder() {
  const root = await mkdtemp(join(tmpdir(), 'weft-objects-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return root
}
async function storeIn(root: string) {
  return FolderObjects.open({ root, urls })
}
const textOf = async (store: FolderObjects, key: string, range?: { start: number; end: number }) =>
  (await buffer(await store.read(key, range))).toString()

test('an object is kept, read whole or in part, and removed', async () => {
  const store = await storeIn(await folder())
  await store.put('blobs/a', Buffer.from('0123456789'))

  expect(await textOf(store, 'blobs/a')).toBe('0123456789')
  expect(await textOf(store, 'blobs/a', { start: 2, end: 4 })).toBe('234')
  expect(await store.stat('blobs/a')).toEqual({ sizeBytes: 10 })
  await store.remove('blobs/a')
  expect(await store.stat('blobs/a')).toBeNull()
})

test('a stream is kept when it has the announced size, else nothing of it', async () => {
  const root = await folder()
  const store = await storeIn(root)
  const write = (key: string, sizeBytes: number) =>
    store.write(key, Readable.from([Buffer.from('go'), Buffer.from('od')]), { sizeBytes })

  await write('blobs/a', 4)
  await expect(write('blobs/b', 3)).rejects.toThrow('More bytes came than the 3')
  await expect(write('blobs/b', 5)).rejects.toThrow('Only 4 bytes came than the 5')

  expect(await textOf(store, 'blobs/a')).toBe('good')
  expect(await readdir(join(root, 'blobs'))).toEqual(['a'])
  expect(await readdir(join(root, 'temporary'))).toEqual([])
})

test('a stream is kept when it has the announced hash, else nothing of it', async () => {
  const store = await storeIn(await folder())
  const write = (key: string, content: string) =>
    store.write(key, Readable.from([Buffer.from('go'), Buffer.from('od')]), {
      sizeBytes: 4,
      sha256: sha256Of(content),
    })

  await write('blobs/a', 'good')
  await expect(write('blobs/b', 'evil')).rejects.toThrow('The bytes that arrived have the sha256')

  expect(await store.stat('blobs/a')).toEqual({ sizeBytes: 4 })
  expect(await store.stat('blobs/b')).toBeNull()
})

test('what was uploaded is adopted when it is what was announced', async () => {
  const store = await storeIn(await folder())
  await store.put('uploads/1', Buffer.from('good'))
  const to = { key: 'blobs/good', sha256: sha256Of('good'), sizeBytes: 4 }

  await store.adopt('uploads/1', to)
  await store.adopt('uploads/1', to)

  expect(await store.stat('uploads/1')).toBeNull()
  expect(await textOf(store, 'blobs/good')).toBe('good')
})

test.for([
  ['other bytes', 'evil', 'have the sha256'],
  ['fewer bytes', 'goo', '3 bytes arrived, but 4 were announced'],
  ['nothing', null, 'No bytes have arrived'],
])('%s are not adopted, and not kept', async ([, bytes, reason]) => {
  const root = await folder()
  const store = await storeIn(root)
  if (bytes) await store.put('uploads/1', Buffer.from(bytes))
  const to = { key: 'blobs/good', sha256: sha256Of('good'), sizeBytes: 4 }

  await expect(store.adopt('uploads/1', to)).rejects.toThrow(reason!)

  expect(await store.stat('blobs/good')).toBeNull()
  expect(await store.stat('uploads/1')).toBeNull()
  expect(await readdir(join(root, 'temporary'))).toEqual([])
})

test('parts are joined in the order of their numbers, if their ETags agree', async () => {
  const store = await storeIn(await folder())
  const multipartId = await store.createMultipart()
  for (const [number, offsetBytes, bytes] of [
    [2, 6, 'world'],
    [1, 0, 'hello '],
  ] as const) {
    const part = { multipartId, number, offsetBytes, sizeBytes: bytes.length }
    const grant = urls.grantOf('PUT', await store.presignPart('uploads/1', part))
    if (grant?.method !== 'PUT') throw new Error('This URL grants no PUT.')
    expect(await store.receive(grant, Readable.from([Buffer.from(bytes)]))).toBe(etagOf(bytes))
  }
  const [one, two] = ['hello ', 'world'].map((bytes, index) => ({
    number: index + 1,
    etag: `"${etagOf(bytes)}"`,
  }))

  await expect(
    store.join('uploads/1', multipartId, [one!, { ...two!, etag: '"0"' }]),
  ).rejects.toThrow('Part 2 has another ETag')
  await expect(
    store.join('uploads/1', multipartId, [one!, two!, { ...two!, number: 3 }]),
  ).rejects.toThrow('Part 3 has not arrived')
  await store.join('uploads/1', multipartId, [one!, two!])
  expect(await textOf(store, 'uploads/1')).toBe('hello world')
})

test('no key leads out of the folder', async () => {
  const store = await storeIn(await folder())
  const steps = ['..', '.', '', '/', '%2e%2e', '\\', '\0', 'a.b', '~', 'é', ' ']
  const keys = steps.flatMap((step) => [step, `${step}/a`, `a/${step}`, `a/${step}/b`, `/${step}`])
  for (const key of keys) {
    await expect(store.put(key, Buffer.from('x'))).rejects.toThrow('is no key')
    await expect(store.read(key)).rejects.toThrow('is no key')
    await expect(store.presignGet(key, 'x')).rejects.toThrow('is no key')
  }
})

test('what a killed process had half written is gone after the next start', async () => {
  const root = await folder()
  await storeIn(root)
  await writeFile(join(root, 'temporary', 'half'), 'half')
  await storeIn(root)
  expect(readdirSync(join(root, 'temporary'))).toEqual([])
})

// Only root may mount a disk of its own.
const disks = process.platform === 'linux' && process.getuid?.() === 0 ? ['tmpfs'] : []

test.for(disks)(
  'a disk that is full (%s) is said so, and nothing half-written stays',
  async (type) => {
    const root = await folder()
    execFileSync('mount', ['-t', type, '-o', 'size=1m', type, root])
    onTestFinished(() => void execFileSync('umount', [root]))
    const store = await storeIn(root)
    await store.put('blobs/small', Buffer.alloc(1_000))

    const tooLarge = store.put('blobs/large', Buffer.alloc(2 * 1024 ** 2))

    await expect(tooLarge).rejects.toMatchObject({
      message: expect.stringContaining('The object store is full') as string,
      extensions: { code: 'UPSTREAM_UNAVAILABLE' },
    })
    expect(await readdir(join(root, 'blobs'))).toEqual(['small'])
    expect(await readdir(join(root, 'temporary'))).toEqual([])
  },
)

/** A process whose files may not grow beyond 512 KiB, as on a disk that is full. */
const limited = /* JavaScript */ `
  const { FolderObjects } = await import(process.argv[1])
  const store = await FolderObjects.open({ root: process.argv[2] })
  await store.put('blobs/small', Buffer.alloc(1000))
  await store.put('blobs/large', Buffer.alloc(2 ** 20)).catch((error) => console.log(error.message))
`

test('bytes that find no room are refused with the reason, and leave nothing', async () => {
  const root = await folder()
  const module = join(import.meta.dirname, 'objects-folder.ts')
  const script = 'ulimit -f 1024; exec "$0" --input-type=module -e "$1" "$2" "$3"'
  const output = execFileSync('sh', ['-c', script, process.execPath, limited, module, root])

  expect(output.toString()).toContain('The object store is full')
  expect(existsSync(join(root, 'blobs/small'))).toBe(true)
  expect(await readdir(join(root, 'blobs'))).toEqual(['small'])
  expect(await readdir(join(root, 'temporary'))).toEqual([])
})

test.for([
  ['hashed as they came', false],
  ['read, since another process took them', true],
] as const)('bytes that were uploaded are %s, and other ones refused', async ([, isRestarted]) => {
  const root = await folder()
  for (const [bytes, isGood] of [
    ['evil', false],
    ['good', true],
  ] as const) {
    const before = await storeIn(root)
    const grant = urls.grantOf('PUT', await before.presignPut('uploads/1', 4))
    if (grant?.method !== 'PUT') throw new Error('This URL grants no PUT.')
    await before.receive(grant, Readable.from([Buffer.from(bytes)]))
    const store = isRestarted ? await storeIn(root) : before
    const to = { key: 'blobs/good', sha256: sha256Of('good'), sizeBytes: 4 }
    const adopted = store.adopt('uploads/1', to).then(() => '', String)
    expect(await adopted).toContain(isGood ? '' : 'have the sha256')
    expect(await store.stat('blobs/good')).toEqual(isGood ? { sizeBytes: 4 } : null)
  }
})

test('the folders of an object go with it, unless another came at that moment', async () => {
  const root = await folder()
  const store = await storeIn(root)
  await store.put('blobs/a/1/x', Buffer.from('x'))
  await store.put('blobs/a/2/y', Buffer.from('y'))
  await store.remove('blobs/a/1/x')
  expect(await readdir(join(root, 'blobs/a'))).toEqual(['2'])
  await store.remove('blobs/a/2/y')
  expect((await readdir(root)).toSorted()).toEqual(['temporary'])

  const keys = Array.from(
    { length: 200 },
    (_, index) => `blobs/a/${String(index % 3)}/${String(index)}`,
  )
  await Promise.all(
    keys.map(async (key, index) => {
      await store.put(key, Buffer.from(key))
      if (index % 4) await store.remove(key)
    }),
  )
  for (const [index, key] of keys.entries())
    expect(Boolean(await store.stat(key))).toBe(index % 4 === 0)
})
