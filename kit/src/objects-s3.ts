import type { Readable } from 'node:stream'
import { Client, CopyDestinationOptions, CopySourceOptions } from 'minio'
import {
  ContentError,
  attachment,
  checkContent,
  checkKey,
  storageFull,
  urlSeconds,
} from './objects.ts'
import type { JoinedPart, ObjectStore, Part, Range } from './objects.ts'

type Options = {
  endpoint: string
  bucket: string
  accessKey: string
  secretKey: string
  region: string
}

/** How servers say that they have no space left. */
const fullCodes = ['XMinioStorageFull', 'InsufficientStorage', 'QuotaExceeded']

/** S3 copies larger objects only in pieces. */
const largestCopyBytes = 5 * 1024 ** 3

/** Objects in one bucket of any S3. */
export class S3Objects implements ObjectStore {
  #client: Client
  #bucket: string

  constructor({ endpoint, bucket, accessKey, secretKey, region }: Options) {
    const { hostname, port, protocol } = new URL(endpoint)
    this.#bucket = bucket
    this.#client = new Client({
      endPoint: hostname,
      ...(port && { port: Number(port) }),
      useSSL: protocol === 'https:',
      accessKey,
      secretKey,
      region,
    })
  }

  // S3 does not enforce a size that is not signed: `adopt` checks it.
  presignPut = (key: string) =>
    this.#client.presignedUrl('PUT', this.#bucket, checkKey(key), urlSeconds)

  createMultipart = (key: string) =>
    this.#client.initiateNewMultipartUpload(this.#bucket, checkKey(key), {})

  presignPart = (key: string, { multipartId, number }: Part) =>
    this.#client.presignedUrl('PUT', this.#bucket, checkKey(key), urlSeconds, {
      uploadId: multipartId,
      partNumber: String(number),
    })

  presignGet = (key: string, fileName: string) =>
    this.#client.presignedUrl('GET', this.#bucket, checkKey(key), urlSeconds, {
      'response-content-disposition': attachment(fileName),
    })

  async join(key: string, multipartId: string, parts: JoinedPart[]): Promise<void> {
    const etags = parts.map(({ number, etag }) => ({
      part: number,
      etag: etag.replaceAll('"', ''),
    }))
    try {
      await this.#client.completeMultipartUpload(this.#bucket, checkKey(key), multipartId, etags)
    } catch (error) {
      if (!['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall'].includes(codeOf(error)))
        throw error
      throw new ContentError(`The parts cannot be joined: ${String(error)}.`, { cause: error })
    }
  }

  async adopt(key: string, to: { key: string; sha256: string; sizeBytes: number }): Promise<void> {
    const found = await this.#find(key)
    if (!found) {
      if ((await this.stat(to.key))?.sizeBytes === to.sizeBytes) return
      throw new ContentError('No bytes have arrived yet.')
    }
    try {
      await checkContent(await this.read(key), to)
    } catch (error) {
      if (error instanceof ContentError) await this.remove(key)
      throw error
    }
    const source = new CopySourceOptions({
      Bucket: this.#bucket,
      Object: key,
      MatchETag: found.etag, // refuses bytes that came in after those that were read
    })
    const target = new CopyDestinationOptions({ Bucket: this.#bucket, Object: checkKey(to.key) })
    if (to.sizeBytes > largestCopyBytes) await this.#client.composeObject(target, [source])
    else await this.#client.copyObject(source, target)
    await this.remove(key)
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    try {
      await this.#client.putObject(this.#bucket, checkKey(key), Buffer.from(bytes), bytes.length)
    } catch (error) {
      throw fullCodes.includes(codeOf(error)) ? storageFull() : error
    }
  }

  read(key: string, range?: Range): Promise<Readable> {
    if (!range) return this.#client.getObject(this.#bucket, checkKey(key))
    const length = range.end - range.start + 1
    return this.#client.getPartialObject(this.#bucket, checkKey(key), range.start, length)
  }

  async stat(key: string): Promise<{ sizeBytes: number } | null> {
    const found = await this.#find(key)
    return found && { sizeBytes: found.size }
  }

  async #find(key: string) {
    try {
      return await this.#client.statObject(this.#bucket, checkKey(key))
    } catch (error) {
      if (['NotFound', 'NoSuchKey'].includes(codeOf(error))) return null
      throw error
    }
  }

  async remove(key: string): Promise<void> {
    await this.#client.removeObject(this.#bucket, checkKey(key))
  }

  async discard(key: string, multipartId: string | null): Promise<void> {
    try {
      if (multipartId)
        await this.#client.abortMultipartUpload(this.#bucket, checkKey(key), multipartId)
    } catch (error) {
      if (codeOf(error) !== 'NoSuchUpload') throw error // joined, or gone already
    }
    await this.remove(key)
  }

  async checkReady(): Promise<void> {
    if (!(await this.#client.bucketExists(this.#bucket)))
      throw new Error(`There is no bucket ${this.#bucket}.`)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
