import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { BigIntStats } from 'node:fs'
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
import type { Adopted, Announced, JoinedPart, ObjectStore, Part, Range } from './objects.ts'

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
    return part
      ? this.#parts.receive(part, bytes).catch(throwStorageFull)
      : this.#receiveWhole(key, bytes, sizeBytes)
  }

  /** Its hash is remembered before anybody can find the file. */
  async #receiveWhole(key: string, bytes: AsyncIterable<Uint8Array>, sizeBytes: number) {
    let etag = ''
    await this.#write(this.#file(key), checkSize(bytes, sizeBytes), (sha256, stats) => {
      this.#hashes.remember(stats, sha256)
      etag = sha256
    })
    return etag
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#file(key), [bytes])
  }

  async write(key: string, source: AsyncIterable<Uint8Array>, announced: Announced): Promise<void> {
    const { sizeBytes, sha256 } = announced
    const check = (found: string) => checkHash({ sha256: found, sizeBytes }, announced)
    const whole = checkSize(source, sizeBytes)
    await this.#write(this.#file(key), whole, sha256 === undefined ? undefined : check)
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

  /** Hashes what it writes where somebody wants to be told, before the file is there. */
  async #write(
    file: string,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    tell?: (sha256: string, stats: BigIntStats) => void,
  ): Promise<void> {
    const half = this.#temporary(randomUUID())
    const hash = tell && createHash('sha256')
    try {
      const stats = await writeWhole(half, source, hash)
      if (hash) tell(hash.digest('hex'), stats)
      await place(half, file)
    } catch (error) {
      await rm(half, { force: true })
      throwStorageFull(error)
    }
  }
}

/** Twice what a stream reads by itself: a third less time for large files. */
const inPieces = { highWaterMark: 128 * 1024 }

function throwStorageFull(error: unknown): never {
  throw ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error))) ? storageFull() : error
}
