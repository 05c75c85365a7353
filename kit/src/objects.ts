import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { upstreamUnavailable } from './errors.ts'
import { lend } from './lent-bytes.ts'

/** For how long a presigned URL opens its object. */
export const urlSeconds = 15 * 60

export type Range = { start: number; end: number }
export type JoinedPart = { number: number; etag: string }

/**
 * Where bytes are kept, by key. Bytes go in by presigned URLs under keys of their own, and stand under a lasting key
 * only after `adopt` has checked them; what stands there never changes.
 */
export type ObjectStore = {
  /** A URL to PUT one object of exactly `sizeBytes` to. */
  presignPut: (key: string, sizeBytes: number) => Promise<string>
  /** Begins an object that arrives in parts; answers the id that its parts carry. */
  createMultipart: (key: string) => Promise<string>
  /**
   * Whether bytes with another sha256 than that of `presignPart` are refused by the store itself; for objects of one part, of at
   * most 5 GiB.
   */
  checksHashes: () => Promise<boolean>
  /** A URL to PUT one part to; part numbers begin at 1. */
  presignPart: (key: string, part: Part) => Promise<string>
  /** Makes one object of the parts, in the order of their numbers; each `etag` must be that of the bytes. */
  join: (key: string, multipartId: string, parts: JoinedPart[]) => Promise<void>
  /**
   * Moves an object to its lasting key if its bytes have this hash and size, else removes it and throws a ContentError.
   * Parts may have been joined at that key already: then nothing is moved; and nothing is read when its one part came by a URL
   * that named the hash, if the store checks that. Safe to call again after it succeeded, but not twice at once.
   */
  adopt: (key: string, to: Adopted) => Promise<void>
  /** A URL to GET the object from, saved by browsers as `fileName`. */
  presignGet: (key: string, fileName: string) => Promise<string>
  put: (key: string, bytes: Uint8Array) => Promise<void>
  /** Keeps what `source` brings; and nothing when that throws, or is not what was announced: then with a ContentError. */
  write: (key: string, source: AsyncIterable<Uint8Array>, announced: Announced) => Promise<void>
  /** The bytes, or those of `range` (both ends included). */
  read: (key: string, range?: Range) => Promise<Readable>
  stat: (key: string) => Promise<{ sizeBytes: number } | null>
  remove: (key: string) => Promise<void>
  /** Drops what has arrived of an object that will not be finished, its parts too. */
  discard: (key: string, multipartId: string | null) => Promise<void>
  /** Drops the parts of uploads that began before then and that nobody will finish, also those nobody knows of. */
  dropAbandoned: (before: Date) => Promise<void>
  /** Throws the reason why nothing can be read or written now. */
  checkReady: () => Promise<void>
}

export type Adopted = {
  key: string
  sha256: string
  sizeBytes: number
  /** Whether it came by a URL that named its hash. */
  isHashNamed?: boolean
}

export type Part = {
  multipartId: string
  number: number
  /** Where in the whole it begins. */
  offsetBytes: number
  sizeBytes: number
  /** Of an object that comes as one part: where the store checks hashes, it refuses other bytes. */
  sha256?: string
}

/** What was uploaded is not what was announced; the message says how. */
export class ContentError extends Error {}

const full =
  'The object store is full: no space is left for these bytes. Nothing of them was kept; free space and try again.'

/** The store has no space left: shown to callers as it is. */
export const storageFull = () =>
  Object.assign(upstreamUnavailable(full), { isStorageFull: true as const })

export const isStorageFull = (error: unknown): error is ReturnType<typeof storageFull> =>
  error instanceof Error && 'isStorageFull' in error

const keyRule = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-]+)*$/

/** Keys have no dots, so no key can lead out of the store. */
export function checkKey(key: string): string {
  if (keyRule.test(key) && key.length <= 512) return key
  throw new ContentError(`\`${key.slice(0, 100)}\` is no key of an object.`)
}

/** Reads an object whole; throws when it is not what was announced. */
export async function checkContent(
  source: AsyncIterable<Uint8Array>,
  announced: Content,
): Promise<void> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of lend(source)) {
    size += chunk.length
    hash.update(chunk)
  }
  checkHash({ sha256: hash.digest('hex'), sizeBytes: size }, announced)
}

type Content = { sha256: string; sizeBytes: number }

/** What will come; by a hash where its size does not tell enough. */
export type Announced = { sizeBytes: number; sha256?: string }

/** Throws when more or fewer bytes were found than were announced. */
export function checkSizeOf(sizeBytes: number, announced: Pick<Content, 'sizeBytes'>): void {
  if (sizeBytes !== announced.sizeBytes)
    throw new ContentError(
      `${String(sizeBytes)} bytes arrived, but ${String(announced.sizeBytes)} were announced.`,
    )
}

/** Throws when what was found is not what was announced. */
export function checkHash(found: Content, announced: Announced): void {
  checkSizeOf(found.sizeBytes, announced)
  if (announced.sha256 !== undefined && found.sha256 !== announced.sha256)
    throw new ContentError(
      `The bytes that arrived have the sha256 ${found.sha256}, not ${announced.sha256}.`,
    )
}

/** Passes bytes on, and throws when they are more or fewer than announced. */
export async function* checkSize(
  source: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const bytes of source) {
    size += bytes.length
    if (size > sizeBytes) break
    yield bytes
  }
  if (size === sizeBytes) return
  throw new ContentError(
    `${size > sizeBytes ? 'More' : `Only ${String(size)}`} bytes came than the ${String(sizeBytes)} that were announced.`,
  )
}

/** The header by which browsers save an object under its name. */
export const attachment = (fileName: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`
