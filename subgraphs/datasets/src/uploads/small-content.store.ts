import { Readable } from 'node:stream'
import type { Database } from '@weft/kit/database'
import type { ObjectUrls } from '@weft/kit/object-urls'
import type { ObjectStore } from '@weft/kit/objects'

const prefix = 'small/'

export const keyOfSmall = (repositoryId: string, contentId: string, sha256: string): string =>
  `${prefix}${repositoryId}/${contentId}/${sha256}`

/** All objects: the small ones, which are rows, and those of `objects`. Small ones are written beside their blobs alone. */
export function withSmallContents(
  objects: ObjectStore,
  { orm, urls }: { orm: Database; urls: ObjectUrls },
): ObjectStore {
  const small = new SmallContents(orm, urls)
  const storeOf = (key: string) => (key.startsWith(prefix) ? small : objects)
  return {
    presignGet: (key, fileName) => storeOf(key).presignGet(key, fileName),
    read: (key, range) => storeOf(key).read(key, range),
    stat: (key) => storeOf(key).stat(key),
    remove: (key) => storeOf(key).remove(key),
    discard: (key, multipartId) => storeOf(key).discard(key, multipartId),
    presignPut: (key, sizeBytes) => objects.presignPut(key, sizeBytes),
    checksHashes: () => objects.checksHashes(),
    presignPart: (key, part) => objects.presignPart(key, part),
    createMultipart: (key) => objects.createMultipart(key),
    join: (key, multipartId, parts) => objects.join(key, multipartId, parts),
    adopt: (key, to) => objects.adopt(key, to),
    put: (key, bytes) => objects.put(key, bytes),
    write: (key, source, announced) => objects.write(key, source, announced),
    dropAbandoned: (before) => objects.dropAbandoned(before),
    checkReady: () => objects.checkReady(),
  }
}

type Readings = Pick<ObjectStore, 'presignGet' | 'read' | 'stat' | 'remove' | 'discard'>

class SmallContents implements Readings {
  readonly #orm: Database
  readonly #urls: ObjectUrls

  constructor(orm: Database, urls: ObjectUrls) {
    this.#orm = orm
    this.#urls = urls
  }

  presignGet: Readings['presignGet'] = async (key, fileName) => this.#urls.get(key, fileName)

  read: Readings['read'] = async (key, range) => {
    const [row] = await this.#execute<{ bytes: Buffer }>(
      'select bytes from small_content where key = ?',
      key,
    )
    if (!row) throw new Error(`There is no content ${key}.`)
    return Readable.from(range ? row.bytes.subarray(range.start, range.end + 1) : row.bytes)
  }

  stat: Readings['stat'] = async (key) => {
    const [row] = await this.#execute<{ sizeBytes: number }>(
      'select octet_length(bytes) as "sizeBytes" from small_content where key = ?',
      key,
    )
    return row ?? null
  }

  remove: Readings['remove'] = async (key) => {
    await this.#execute('delete from small_content where key = ?', key)
  }

  discard: Readings['discard'] = (key) => this.remove(key)

  #execute<Row extends object>(query: string, key: string): Promise<Row[]> {
    return this.#orm.em.fork().execute(query, [key])
  }
}
