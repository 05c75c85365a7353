import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import { Repository } from '../repositories/repository.entity.ts'

const schema = defineEntity({
  name: 'Upload',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('upload')),
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk(),
    sha256: p.text(),
    sizeBytes: p.bigint('number'),
    /** Null when it comes by no URL: the service itself writes it. */
    partSizeBytes: p.bigint('number').nullable(),
    /** Set when the bytes come in parts. */
    multipartId: p.text().nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    completedAt: p.datetime(3).nullable(),
  },
  indexes: [{ properties: ['repositoryId', 'sha256'] }],
})

/** How long after its announcement an upload is forgotten. */
export const keptHours = 24
/** How long others who announce the same content join it. Their URLs outlive it by far. */
export const joinedHours = keptHours / 2

const smallestPartBytes = 64 * 1024 ** 2
const mostParts = 10_000
/** Of a content whose hash the store checks; what is larger comes in parts, of which one that fails is sent again alone. */
const largestWholeBytes = 1024 ** 3

export class Upload extends schema.class {
  /** Bytes that are joined when they have come, of one part or of several. */
  isInParts() {
    return this.sizeBytes > smallestPartBytes
  }

  /** Bytes that come as one part, by a URL that names their hash, to a store that takes no others. */
  isHashNamed() {
    return Boolean(this.multipartId) && this.parts().length === 1
  }

  /**
   * Where the bytes arrive. Once parts are joined nobody can send more of them, so they are joined where they stay; what
   * one PUT brings waits elsewhere until it has been read, since its URL could be used again.
   */
  key() {
    return this.isInParts() ? this.contentKey() : `uploads/${this.id}`
  }

  /** Where they stay. The last part is told to who downloads them, as their ETag. */
  contentKey() {
    return `blobs/${this.repositoryId}/${this.id}/${this.sha256}`
  }

  /** The parts that come by URLs, in the order of their numbers. */
  parts(): { number: number; offsetBytes: number; sizeBytes: number }[] {
    const { sizeBytes, partSizeBytes } = this
    if (!partSizeBytes) return []
    return Array.from({ length: Math.max(1, Math.ceil(sizeBytes / partSizeBytes)) }, (_, index) => {
      const offsetBytes = index * partSizeBytes
      const left = sizeBytes - offsetBytes
      return { number: index + 1, offsetBytes, sizeBytes: Math.min(partSizeBytes, left) }
    })
  }
}

/** Parts of 64 MiB, or so large that there are at most 10,000; one alone, up to 1 GiB, where the store checks hashes. */
export function partSizeFor(
  sizeBytes: number,
  { checksHashes }: { checksHashes: boolean },
): number {
  const fewestBytes = Math.max(smallestPartBytes, Math.ceil(sizeBytes / mostParts))
  return checksHashes && sizeBytes <= largestWholeBytes
    ? Math.max(fewestBytes, sizeBytes)
    : fewestBytes
}

/** In how many parts a content of that size comes, to any store. */
export const mostPartsOf = (sizeBytes: number): number =>
  Math.ceil(sizeBytes / partSizeFor(sizeBytes, { checksHashes: false }))

schema.setClass(Upload)
