import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import {
  ContentError,
  checkContent,
  checkKey,
  checkSize,
  storageFull,
  urlSeconds,
} from './objects.ts'
import type { JoinedPart, ObjectStore, Part, Range } from './objects.ts'
import { signUrl, verifyUrl } from './signed-url.ts'

type Options = {
  root: string
  /** Where `/objects/*` of the service that holds this store is reached from outside. */
  publicUrl: string
  secret: string
}

/** What a presigned URL lets its holder do. */
export type Grant =
  | { method: 'GET'; key: string; fileName: string }
  | { method: 'PUT'; key: string; sizeBytes: number; part: Omit<Part, 'sizeBytes'> | null }

/**
 * Objects as files of a folder, which one process at a time writes to. Bytes are on the disk before they are
 * acknowledged, and a file is there whole or not at all.
 */
export class FolderObjects implements ObjectStore {
  #root: string
  #options: Options

  private constructor(options: Options) {
    this.#root = options.root
    this.#options = options
  }

  static async open(options: Options): Promise<FolderObjects> {
    const store = new FolderObjects(options)
    await rm(store.#temporary(''), { recursive: true, force: true }) // half-written when the last process was killed
    await mkdir(store.#temporary(''), { recursive: true })
    return store
  }

  #file = (key: string) => join(this.#root, checkKey(key))
  #temporary = (name: string) => join(this.#root, 'temporary', name)
  #part = (multipartId: string, number: number) =>
    this.#file(`parts/${multipartId}/${String(number)}`)

  presignPut = async (key: string, sizeBytes: number) =>
    this.#sign('PUT', key, { size: String(sizeBytes) })

  createMultipart = async () => randomUUID()

  presignPart = async (key: string, { multipartId, number, sizeBytes }: Part) =>
    this.#sign('PUT', key, {
      size: String(sizeBytes),
      upload: multipartId,
      part: String(number),
    })

  presignGet = async (key: string, fileName: string) => this.#sign('GET', key, { name: fileName })

  #sign(method: 'GET' | 'PUT', key: string, params: Record<string, string>) {
    const { secret, publicUrl } = this.#options
    const path = `/objects/${checkKey(key)}`
    return signUrl(secret, publicUrl, { method, path, params, seconds: urlSeconds })
  }

  /** What the request to a presigned URL may do; null when the URL does not allow it. */
  grantOf(method: string, url: string): Grant | null {
    const params = verifyUrl(this.#options.secret, method, url)
    if (!params) return null
    const key = new URL(url, 'http://localhost').pathname.slice('/objects/'.length)
    if (method !== 'PUT') return { method: 'GET', key, fileName: params.name ?? '' }
    const part = params.upload ? { multipartId: params.upload, number: Number(params.part) } : null
    return { method: 'PUT', key, sizeBytes: Number(params.size), part }
  }

  /** Keeps what arrives by a presigned URL; answers its ETag. */
  receive(grant: Extract<Grant, { method: 'PUT' }>, source: Readable): Promise<string> {
    const { key, part, sizeBytes } = grant
    const file = part ? this.#part(part.multipartId, part.number) : this.#file(key)
    return this.#write(file, checkSize(source.iterator({ destroyOnReturn: false }), sizeBytes))
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#file(key), [bytes])
  }

  async write(key: string, source: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<void> {
    await this.#write(this.#file(key), checkSize(source, sizeBytes))
  }

  async join(key: string, multipartId: string, parts: JoinedPart[]): Promise<void> {
    const files = parts.map(({ number, etag }) => ({
      number,
      etag,
      file: this.#part(multipartId, number),
    }))
    await this.#write(this.#file(key), readParts(files))
    await this.#removeParts(multipartId)
  }

  async adopt(key: string, to: { key: string; sha256: string; sizeBytes: number }): Promise<void> {
    const taken = this.#temporary(randomUUID()) // out of reach of the upload's URL before it is read
    try {
      await rename(this.#file(key), taken)
    } catch (error) {
      if (!isMissing(error)) throw error
      if ((await this.stat(to.key))?.sizeBytes === to.sizeBytes) return
      throw new ContentError('No bytes have arrived yet.')
    }
    try {
      await checkContent(createReadStream(taken, inLargePieces), to)
      await place(taken, this.#file(to.key))
    } catch (error) {
      await rm(taken, { force: true })
      throw asStorageFull(error)
    }
  }

  async read(key: string, range?: Range): Promise<Readable> {
    const handle = await open(this.#file(key))
    return handle.createReadStream({ ...range })
  }

  async stat(key: string): Promise<{ sizeBytes: number } | null> {
    try {
      return { sizeBytes: (await stat(this.#file(key))).size }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#file(key), { force: true })
  }

  async discard(key: string, multipartId: string | null): Promise<void> {
    if (multipartId) await this.#removeParts(multipartId)
    await this.remove(key)
  }

  async #removeParts(multipartId: string) {
    await rm(dirname(this.#part(multipartId, 1)), { recursive: true, force: true })
  }

  async dropAbandoned(before: Date): Promise<void> {
    const folder = this.#file('parts')
    const found = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    for (const name of found)
      if ((await stat(join(folder, name))).mtime < before) await this.#removeParts(name)
  }

  async checkReady(): Promise<void> {
    await access(this.#temporary(''))
  }

  async #write(
    file: string,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<string> {
    const half = this.#temporary(randomUUID())
    try {
      const etag = await writeWhole(half, source)
      await place(half, file)
      return etag
    } catch (error) {
      await rm(half, { force: true })
      throw asStorageFull(error)
    }
  }
}

const inLargePieces = { highWaterMark: 1024 ** 2 }

async function writeWhole(
  file: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const handle = await open(file, 'wx')
  const hash = createHash('md5') // what an ETag is on S3
  try {
    for await (const chunk of source) {
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}

async function* readParts(parts: (JoinedPart & { file: string })[]) {
  for (const { number, etag, file } of parts) {
    const hash = createHash('md5')
    try {
      for await (const chunk of createReadStream(file, inLargePieces) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        yield chunk
      }
    } catch (error) {
      if (!isMissing(error)) throw error
      throw new ContentError(`Part ${String(number)} has not arrived yet.`)
    }
    if (hash.digest('hex') !== etag.replaceAll('"', ''))
      throw new ContentError(`Part ${String(number)} has another ETag than ${etag}.`)
  }
}

/** Renames, and returns when the new name is on the disk. */
async function place(from: string, to: string) {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  if (process.platform === 'win32') return // cannot open folders
  const folder = await open(dirname(to))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null)
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT'
const asStorageFull = (error: unknown) =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error))) ? storageFull() : error
