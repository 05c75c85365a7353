import { createHash, randomUUID } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { codeOf, isMissing, place, removeEmpty, writeWhole } from './files.ts'
import { ArrivedHashes } from './objects-folder-hashes.ts'
import { FolderParts } from './objects-folder-parts.ts'
import { lend } from './lent-bytes.ts'
import type { Grant, ObjectUrls } from './object-urls.ts'
import {
  ContentError,
  checkContent,
  checkHash,
  checkKey,
  checkSize,
  storageFull,
} from './objects.ts'
import type { Adopted, JoinedPart, ObjectStore, Part, Range } from './objects.ts'

type Options = { root: string; urls: ObjectUrls }

/**
 * Objects as files of a folder, which one process at a time writes to. Bytes are on the disk before they are
 * acknowledged, and a file is there whole or not at all.
 */
export class FolderObjects implements ObjectStore {
  #root: string
  #urls: ObjectUrls
  #hashes = new ArrivedHashes()
  #parts: FolderParts

  private constructor(options: Options) {
    this.#root = options.root
    this.#urls = options.urls
    this.#parts = new FolderParts(join(this.#root, 'parts'), this.#hashes)
  }

  static async open(options: Options): Promise<FolderObjects> {
    const store = new FolderObjects(options)
    await rm(store.#temporary(''), { recursive: true, force: true }) // half-written when the last process was killed
    await mkdir(store.#temporary(''), { recursive: true })
    return store
  }

  #file = (key: string) => join(this.#root, checkKey(key))
  #temporary = (name: string) => join(this.#root, 'temporary', name)

  presignPut = async (key: string, sizeBytes: number) => this.#urls.put(key, sizeBytes)

  /** Not it: what comes is hashed on its way, in as many parts as there are. */
  checksHashes = async () => false

  createMultipart = async () => {
    const multipartId = randomUUID()
    this.#parts.begin(multipartId)
    return multipartId
  }

  presignPart = async (key: string, part: Part) => this.#urls.putPart(key, part)

  presignGet = async (key: string, fileName: string) => this.#urls.get(key, fileName)

  /** Keeps what arrives by a presigned URL; answers its ETag. */
  async receive(grant: Extract<Grant, { method: 'PUT' }>, source: Readable): Promise<string> {
    const { key, part, sizeBytes } = grant
    const bytes = lend(source.iterator({ destroyOnReturn: false }))
    if (!part) return this.#writeHashed(key, bytes, sizeBytes)
    return this.#parts.receive(part, bytes).catch(throwStorageFull)
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#file(key), [bytes])
  }

  async write(key: string, source: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<void> {
    await this.#writeHashed(key, source, sizeBytes)
  }

  async join(key: string, multipartId: string, parts: JoinedPart[]): Promise<void> {
    await this.#parts.join(multipartId, parts, this.#file(key)).catch(throwStorageFull)
  }

  async adopt(key: string, to: Adopted): Promise<void> {
    if (key === to.key) return this.#checkJoined(key, to)
    const taken = this.#temporary(randomUUID()) // out of reach of the upload's URL before it is read
    try {
      await rename(this.#file(key), taken)
    } catch (error) {
      if (!isMissing(error)) throw error
      if ((await this.stat(to.key))?.sizeBytes === to.sizeBytes) return
      throw new ContentError('No bytes have arrived yet.')
    }
    try {
      await this.#check(taken, to)
      await place(taken, this.#file(to.key))
    } catch (error) {
      await rm(taken, { force: true })
      throwStorageFull(error)
    }
  }

  /** Parts that were joined stay where they are, since nobody sends more of them. */
  async #checkJoined(key: string, to: Adopted) {
    if (!(await this.stat(key))) throw new ContentError('No bytes have arrived yet.')
    try {
      await this.#check(this.#file(key), to)
    } catch (error) {
      if (error instanceof ContentError) await this.remove(key)
      throw error
    }
  }

  /** Reads what was not hashed while it came. */
  async #check(file: string, to: { sha256: string; sizeBytes: number }) {
    const stats = await stat(file, { bigint: true })
    const sha256 = this.#hashes.take(stats)
    if (sha256) checkHash({ sha256, sizeBytes: Number(stats.size) }, to)
    else await checkContent(createReadStream(file, inPieces), to)
  }

  async read(key: string, range?: Range): Promise<Readable> {
    const handle = await open(this.#file(key))
    return handle.createReadStream({ ...range, ...inPieces })
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
    const steps = key.split('/')
    while (steps.pop() && steps.length) if (!(await removeEmpty(join(this.#root, ...steps)))) return
  }

  async discard(key: string, multipartId: string | null): Promise<void> {
    if (multipartId) await this.#parts.remove(multipartId)
    await this.remove(key)
  }

  async dropAbandoned(before: Date): Promise<void> {
    await this.#parts.dropAbandoned(before)
  }

  async checkReady(): Promise<void> {
    await access(this.#temporary(''))
  }

  async #writeHashed(key: string, source: AsyncIterable<Uint8Array>, sizeBytes: number) {
    const whole = checkSize(source, sizeBytes)
    return (await this.#write(this.#file(key), whole, createHash('sha256')))!
  }

  /** Answers the sha256, if one is counted; it is remembered before anybody can find the file. */
  async #write(
    file: string,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    hash?: Hash,
  ): Promise<string | null> {
    const half = this.#temporary(randomUUID())
    try {
      const stats = await writeWhole(half, source, hash)
      const sha256 = hash?.digest('hex') ?? null
      if (sha256) this.#hashes.remember(stats, sha256)
      await place(half, file)
      return sha256
    } catch (error) {
      await rm(half, { force: true })
      return throwStorageFull(error)
    }
  }
}

/** Twice what a stream reads by itself: a third less time for large files. */
const inPieces = { highWaterMark: 128 * 1024 }

function throwStorageFull(error: unknown): never {
  throw ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error))) ? storageFull() : error
}
