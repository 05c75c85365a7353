import { createHash, randomUUID } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, readFile, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, place, writeWhole } from './files.ts'
import type { ArrivedHashes } from './objects-folder-hashes.ts'
import { PartWriter } from './objects-folder-writer.ts'
import { ContentError, checkSize } from './objects.ts'
import type { JoinedPart, Part } from './objects.ts'

/** What arrives in parts, while this process knows of it. */
type Arriving = {
  /** By the numbers of their parts; several of one when several bring the same object. */
  writers: Map<PartWriter, number>
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

  /**
   * Keeps a part; answers its ETag. One that is sent again takes the place of the one before. Several may bring the same part at once: each writes the
   * same bytes, or makes what nobody takes in.
   */
  async receive(part: Part, source: AsyncIterable<Uint8Array>): Promise<string> {
    const { multipartId, number, offsetBytes, sizeBytes } = part
    const arriving = this.#find(multipartId)
    if (arriving.isJoining) throw new ContentError('The parts are being joined already.')
    const writer = new PartWriter()
    const sha256 = begins(arriving, number)
    arriving.writers.set(writer, number)
    try {
      await arriving.shrinking
      await writer.run(() => mkdir(this.#folder(multipartId), { recursive: true }))
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
      arriving.writers.delete(writer)
      if (!writer.isStopped) await this.#dropEnd(arriving, part)
      throw error
    } finally {
      arriving.writers.delete(writer)
    }
  }

  async #writeNote({ multipartId, number, offsetBytes, sizeBytes }: Part, etag: string) {
    const note: Arrived = { etag, offsetBytes, sizeBytes }
    const half = join(this.#folder(multipartId), `${String(number)}.${randomUUID()}`)
    await writeWhole(half, [Buffer.from(JSON.stringify(note))])
    await place(half, this.#note(multipartId, number))
  }

  /** Unless somebody else has brought, or still brings, the part or a later one. */
  async #dropEnd(arriving: Arriving, { multipartId, number, offsetBytes }: Part) {
    const others = [...arriving.writers.values()]
    if (number < arriving.highest || others.includes(number)) return
    arriving.highest = number - 1
    const drop = async () => {
      if (!(await this.#findNote(multipartId, number)))
        await truncate(this.#whole(multipartId), offsetBytes)
      else arriving.highest = Math.max(arriving.highest, number)
    }
    arriving.shrinking = drop().catch(() => {})
    await arriving.shrinking // and why the part failed is what counts
  }

  /** Moves the whole to `file`; nobody is stopped before all of its parts are there. */
  async join(multipartId: string, parts: JoinedPart[], file: string): Promise<void> {
    const arriving = this.#find(multipartId)
    const sizeBytes = await this.#checkParts(multipartId, parts)
    arriving.isJoining = true
    try {
      await stopAll(arriving)
      await this.#finish(multipartId, { sizeBytes, count: parts.length }, arriving)
      await place(this.#whole(multipartId), file)
    } finally {
      arriving.isJoining = false
    }
    await this.remove(multipartId)
  }

  async #finish(
    multipartId: string,
    { sizeBytes, count }: { sizeBytes: number; count: number },
    { inOrder }: Arriving,
  ) {
    const handle = await open(this.#whole(multipartId), 'r+')
    try {
      await handle.truncate(sizeBytes) // parts that were sent and are not named
      await handle.sync()
      if (inOrder?.next === count + 1)
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
    const text = await readFile(this.#note(multipartId, number), 'utf8').catch(ifMissing)
    return text === null ? null : (JSON.parse(text) as Arrived)
  }

  async remove(multipartId: string): Promise<void> {
    const arriving = this.#arriving.get(multipartId)
    if (arriving) await stopAll(arriving)
    await rm(this.#folder(multipartId), { recursive: true, force: true })
    this.#arriving.delete(multipartId)
  }

  async dropAbandoned(before: Date): Promise<void> {
    const found = (await readdir(this.#root).catch(ifMissing)) ?? []
    for (const name of found) {
      const stats = await stat(this.#folder(name)).catch(ifMissing)
      if (stats && stats.mtime < before) await this.remove(name)
    }
  }
}

function ifMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}

const arrivingFrom = (inOrder: Arriving['inOrder'], highest: number): Arriving => ({
  writers: new Map(),
  inOrder,
  highest,
  shrinking: Promise.resolve(),
  isJoining: false,
})

const stopAll = ({ writers }: Arriving) =>
  Promise.all([...writers.keys()].map((writer) => writer.stop()))

/** The hash to go on with, when this part is the next one. A part that comes again, or twice at once, ends the reckoning. */
function begins(arriving: Arriving, number: number): Hash | null {
  const { inOrder, writers } = arriving
  arriving.highest = Math.max(arriving.highest, number)
  if (!inOrder) return null
  if (inOrder.next > number || [...writers.values()].includes(number)) arriving.inOrder = null
  return arriving.inOrder?.next === number ? inOrder.hash.copy() : null
}

function ends(arriving: Arriving, { number, hash }: { number: number; hash: Hash }) {
  if (arriving.inOrder?.next === number) arriving.inOrder = { next: number + 1, hash }
}
