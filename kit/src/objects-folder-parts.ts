import { createHash, randomUUID } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, readFile, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, place, writeWhole } from './files.ts'
import type { ArrivedHashes } from './objects-folder-hashes.ts'
import { PartWriter } from './objects-folder-writer.ts'
import { ContentError, checkSize } from './objects.ts'
import type { JoinedPart, Part } from './objects.ts'

/** What arrives in parts, while this process knows of it. */
type Arriving = {
  writers: Map<number, PartWriter>
  /** The sha256 of all parts before `next`, as long as they come one after the other. */
  inOrder: { next: number; hash: Hash } | null
  /** The highest number that was begun; a part that fails gives its space back when none comes after it. */
  highest: number
  shrinking: Promise<void>
  isJoining: boolean
}
type Arrived = { etag: string; offsetBytes: number; sizeBytes: number }

/**
 * Objects that arrive in parts, each written at its place of one file, so that nothing is copied to join them. Beside
 * that file lies a note for each part that is wholly on the disk.
 */
export class FolderParts {
  #root: string
  #hashes: ArrivedHashes
  #arriving = new Map<string, Arriving>()

  constructor(root: string, hashes: ArrivedHashes) {
    this.#root = root
    this.#hashes = hashes
  }

  #folder = (multipartId: string) => join(this.#root, multipartId)
  #whole = (multipartId: string) => join(this.#folder(multipartId), 'whole')
  #note = (multipartId: string, number: number) => join(this.#folder(multipartId), String(number))

  begin(multipartId: string): void {
    this.#arriving.set(multipartId, arrivingFrom({ next: 1, hash: createHash('sha256') }, 0))
  }

  #find(multipartId: string): Arriving {
    const known = this.#arriving.get(multipartId)
    if (known) return known
    const begunBefore = arrivingFrom(null, Infinity) // by a process that is gone
    this.#arriving.set(multipartId, begunBefore)
    return begunBefore
  }

  /** Keeps a part; answers its ETag. One that is sent again takes the place of the one before, also while that comes. */
  async receive(part: Part, source: AsyncIterable<Uint8Array>): Promise<string> {
    const { multipartId, number, offsetBytes, sizeBytes } = part
    const arriving = this.#find(multipartId)
    if (arriving.isJoining) throw new ContentError('The parts are being joined already.')
    const writer = new PartWriter()
    const before = arriving.writers.get(number)
    arriving.writers.set(number, writer)
    const sha256 = begins(arriving, number)
    try {
      await before?.stop()
      await arriving.shrinking
      await writer.run(() => this.#clear(multipartId, number))
      const handle = await open(
        this.#whole(multipartId),
        constants.O_WRONLY | constants.O_CREAT, // and not emptied
      )
      const checked = checkSize(source, sizeBytes)
      const etag = await writer.writeAll(handle, checked, { offsetBytes, sha256 })
      writer.checkGoesOn()
      if (sha256) ends(arriving, { number, hash: sha256 })
      await writer.run(() => this.#writeNote(part, etag))
      return etag
    } catch (error) {
      if (!writer.isStopped) await this.#dropEnd(arriving, part)
      throw error
    } finally {
      if (arriving.writers.get(number) === writer) arriving.writers.delete(number)
    }
  }

  async #clear(multipartId: string, number: number) {
    await mkdir(this.#folder(multipartId), { recursive: true })
    await rm(this.#note(multipartId, number), { force: true })
  }

  async #writeNote({ multipartId, number, offsetBytes, sizeBytes }: Part, etag: string) {
    const note: Arrived = { etag, offsetBytes, sizeBytes }
    const half = join(this.#folder(multipartId), `${String(number)}.${randomUUID()}`)
    await writeWhole(half, [Buffer.from(JSON.stringify(note))])
    await rename(half, this.#note(multipartId, number))
  }

  async #dropEnd(arriving: Arriving, { multipartId, number, offsetBytes }: Part) {
    if (number < arriving.highest) return
    arriving.highest = number - 1
    arriving.shrinking = truncate(this.#whole(multipartId), offsetBytes).catch(() => {})
    await arriving.shrinking // and why the part failed is what counts
  }

  /** Moves the whole to `file`. */
  async join(multipartId: string, parts: JoinedPart[], file: string): Promise<void> {
    const arriving = this.#find(multipartId)
    arriving.isJoining = true
    try {
      await Promise.all([...arriving.writers.values()].map((writer) => writer.stop()))
      await this.#finish(multipartId, parts, arriving)
      await place(this.#whole(multipartId), file)
    } finally {
      arriving.isJoining = false
    }
    await this.remove(multipartId)
  }

  async #finish(multipartId: string, parts: JoinedPart[], { inOrder }: Arriving) {
    const sizeBytes = await this.#checkParts(multipartId, parts)
    const handle = await open(this.#whole(multipartId), 'r+')
    try {
      await handle.truncate(sizeBytes) // parts that were sent and are not named
      await handle.sync()
      if (inOrder?.next === parts.length + 1)
        this.#hashes.remember(
          await handle.stat({ bigint: true }),
          inOrder.hash.copy().digest('hex'),
        )
    } finally {
      await handle.close()
    }
  }

  /** How many bytes the parts have together. */
  async #checkParts(multipartId: string, parts: JoinedPart[]): Promise<number> {
    let sizeBytes = 0
    for (const { number, etag } of parts) {
      const found = await this.#findNote(multipartId, number)
      if (!found) throw new ContentError(`Part ${String(number)} has not arrived yet.`)
      if (found.etag !== etag.replaceAll('"', ''))
        throw new ContentError(`Part ${String(number)} has another ETag than ${etag}.`)
      if (found.offsetBytes !== sizeBytes)
        throw new ContentError(`Part ${String(number)} does not follow the one before.`)
      sizeBytes += found.sizeBytes
    }
    return sizeBytes
  }

  async #findNote(multipartId: string, number: number): Promise<Arrived | null> {
    try {
      return JSON.parse(await readFile(this.#note(multipartId, number), 'utf8')) as Arrived
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async remove(multipartId: string): Promise<void> {
    const writers = [...(this.#arriving.get(multipartId)?.writers.values() ?? [])]
    await Promise.all(writers.map((writer) => writer.stop()))
    await rm(this.#folder(multipartId), { recursive: true, force: true })
    this.#arriving.delete(multipartId)
  }

  async dropAbandoned(before: Date): Promise<void> {
    const found = await readdir(this.#root).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    for (const name of found)
      if ((await stat(this.#folder(name))).mtime < before) await this.remove(name)
  }
}

const arrivingFrom = (inOrder: Arriving['inOrder'], highest: number): Arriving => ({
  writers: new Map(),
  inOrder,
  highest,
  shrinking: Promise.resolve(),
  isJoining: false,
})

/** The hash to go on with, when this part is the next one. A part that comes again ends the reckoning. */
function begins(arriving: Arriving, number: number): Hash | null {
  const { inOrder } = arriving
  arriving.highest = Math.max(arriving.highest, number)
  if (inOrder && inOrder.next > number) arriving.inOrder = null
  return inOrder?.next === number ? inOrder.hash.copy() : null
}

function ends(arriving: Arriving, { number, hash }: { number: number; hash: Hash }) {
  if (arriving.inOrder?.next === number) arriving.inOrder = { next: number + 1, hash }
}
