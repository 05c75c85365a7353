import type { Readable } from 'node:stream'
import { randomUUID } from 'node:crypto'
import { Client, CopyDestinationOptions, CopySourceOptions } from 'minio'
import {
  ContentError,
  attachment,
  checkContent,
  checkKey,
  checkSizeOf,
  urlSeconds,
} from './objects.ts'
import type { Adopted, Announced, JoinedPart, ObjectStore, Part, Range } from './objects.ts'
import { prepareBucket } from './objects-s3-bucket.ts'
import { codeOf, impatient, untilAnswered } from './objects-s3-calls.ts'
import { presignGuardedPut } from './objects-s3-presign.ts'
import type { Put } from './objects-s3-presign.ts'
import { refusesOtherBytes, takesForgedPuts, takesGuardedPuts } from './objects-s3-trials.ts'
import { asFull, writeObject } from './objects-s3-writing.ts'
import type { PutPart } from './objects-s3-writing.ts'

type Options = {
  endpoint: string
  bucket: string
  accessKey: string
  secretKey: string
  region: string
  /** After how long a request that brings nothing has failed. */
  silenceSeconds?: number
  /** Told of what an operator should know. */
  warn?: (message: string) => void
}

const joinRefusals = ['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall', 'NoSuchUpload']

/** S3 copies larger objects only in pieces. */
const largestCopyBytes = 5 * 1024 ** 3

/**
 * Objects in one bucket of any S3, which is made when it is not there. While the store is away, calls fail with
 * UPSTREAM_UNAVAILABLE.
 */
export class S3Objects implements ObjectStore {
  #client: Client
  #bucket: string
  #options: Options
  #prepared: Promise<void> | null = null
  #takesGuarded = false
  #checksHashes = false

  constructor(options: Options) {
    const { endpoint, bucket, accessKey, secretKey, region, silenceSeconds = 60 } = options
    const { hostname, port, protocol } = new URL(endpoint)
    this.#bucket = bucket
    this.#options = options
    this.#client = new Client({
      endPoint: hostname,
      ...(port && { port: Number(port) }),
      useSSL: protocol === 'https:',
      accessKey,
      secretKey,
      region,
      transport: impatient(protocol === 'https:', silenceSeconds),
      retryOptions: { disableRetry: true }, // ours tell why they failed
    })
  }

  /** Makes the bucket ready; once, or again until it succeeds. */
  prepare(): Promise<void> {
    this.#prepared ??= this.#prepare().catch((error: unknown) => {
      this.#prepared = null
      throw error
    })
    return this.#prepared
  }

  async #prepare() {
    await untilAnswered(() => prepareBucket(this.#client, this.#bucket))
    const key = `uploads/tried-${randomUUID()}`
    const isTrue = (trial: Promise<boolean>) => trial.catch(() => false)
    this.#takesGuarded = await isTrue(takesGuardedPuts(this.#options, key))
    this.#checksHashes = this.#takesGuarded && (await isTrue(this.#tryHashes(key)))
    if (await isTrue(takesForgedPuts(this.#options, key))) this.#options.warn?.(takesForged)
    await this.remove(key)
  }

  async #tryHashes(key: string): Promise<boolean> {
    const uploadId = await this.#begin(key)
    try {
      const params = { uploadId, partNumber: '1' }
      return await refusesOtherBytes(this.#options, { key, params })
    } finally {
      await this.discard(key, uploadId)
    }
  }

  presignPut = (key: string, sizeBytes: number): Promise<string> =>
    this.#presignPut({ key, sizeBytes })

  // A store that takes no guarded URLs enforces no size: `adopt` checks it.
  async #presignPut(put: Put) {
    await this.prepare()
    const key = checkKey(put.key)
    return this.#takesGuarded || put.sha256
      ? presignGuardedPut(this.#options, put)
      : this.#client.presignedUrl('PUT', this.#bucket, key, urlSeconds, put.params)
  }

  async checksHashes(): Promise<boolean> {
    await this.prepare()
    return this.#checksHashes
  }

  async createMultipart(key: string): Promise<string> {
    await this.prepare()
    return this.#begin(key)
  }

  #begin = (key: string) =>
    untilAnswered(() => this.#client.initiateNewMultipartUpload(this.#bucket, checkKey(key), {}))

  presignPart = (key: string, { multipartId, number, sizeBytes, sha256 }: Part) =>
    this.#presignPut({
      key,
      params: { uploadId: multipartId, partNumber: String(number) },
      sizeBytes,
      sha256,
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
      await untilAnswered(() =>
        this.#client.completeMultipartUpload(this.#bucket, checkKey(key), multipartId, etags),
      )
    } catch (error) {
      if (codeOf(error) === 'NoSuchUpload' && (await this.stat(key))) return // joined before the answer was lost
      if (!joinRefusals.includes(codeOf(error))) throw error
      throw new ContentError(`The parts cannot be joined: ${String(error)}.`, { cause: error })
    }
  }

  async adopt(key: string, to: Adopted): Promise<void> {
    const found = await this.#find(key)
    if (!found) {
      if ((await this.stat(to.key))?.sizeBytes === to.sizeBytes) return
      throw new ContentError('No bytes have arrived yet.')
    }
    try {
      checkSizeOf(found.size, to) // first: what is larger is neither copied nor read
      if (key !== to.key) await this.#copy(key, to)
      if (!to.isHashNamed || !this.#checksHashes)
        await untilAnswered(async () => checkContent(await this.read(to.key), to))
    } catch (error) {
      if (error instanceof ContentError) await this.#refuse(key, to)
      throw error
    }
    if (key !== to.key) await this.remove(key)
  }

  /** First where it would be taken for what was adopted before. */
  async #refuse(key: string, to: Adopted) {
    await this.remove(to.key)
    if (key !== to.key) await this.remove(key)
  }

  /** To where no upload URL writes, before it is read; and without what the uploader has said of the bytes, such as that they are packed. */
  async #copy(key: string, to: Adopted) {
    const source = new CopySourceOptions({ Bucket: this.#bucket, Object: key })
    const target = new CopyDestinationOptions({
      Bucket: this.#bucket,
      Object: checkKey(to.key),
      MetadataDirective: 'REPLACE',
      Headers: { 'content-type': 'application/octet-stream' },
    })
    await untilAnswered<unknown>(() =>
      to.sizeBytes > largestCopyBytes
        ? this.#client.composeObject(target, [source])
        : this.#client.copyObject(source, target),
    )
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.prepare()
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      await untilAnswered(() =>
        this.#client.putObject(this.#bucket, checkKey(key), content, content.length),
      )
    } catch (error) {
      throw asFull(error)
    }
  }

  write = (key: string, source: AsyncIterable<Uint8Array>, announced: Announced) =>
    writeObject({ store: this, putPart: this.#putPart }, { key, source, announced })

  #putPart: PutPart = async (key, { multipartId, number, bytes }) => {
    const config = {
      bucketName: this.#bucket,
      objectName: checkKey(key),
      uploadID: multipartId,
      partNumber: number,
      headers: {},
    }
    const { etag } = await untilAnswered(() => this.#client.uploadPart(config, bytes))
    return { number, etag }
  }

  read(key: string, range?: Range): Promise<Readable> {
    if (!range) return untilAnswered(() => this.#client.getObject(this.#bucket, checkKey(key)))
    const length = range.end - range.start + 1
    return untilAnswered(() =>
      this.#client.getPartialObject(this.#bucket, checkKey(key), range.start, length),
    )
  }

  async stat(key: string): Promise<{ sizeBytes: number } | null> {
    const found = await this.#find(key)
    return found && { sizeBytes: found.size }
  }

  async #find(key: string) {
    try {
      return await untilAnswered(() => this.#client.statObject(this.#bucket, checkKey(key)))
    } catch (error) {
      if (['NotFound', 'NoSuchKey'].includes(codeOf(error))) return null
      throw error
    }
  }

  async remove(key: string): Promise<void> {
    await untilAnswered(() => this.#client.removeObject(this.#bucket, checkKey(key)))
  }

  async discard(key: string, multipartId: string | null): Promise<void> {
    if (multipartId) await this.#abort(key, multipartId)
    await this.remove(key)
  }

  async #abort(key: string, multipartId: string) {
    try {
      await untilAnswered(() =>
        this.#client.abortMultipartUpload(this.#bucket, checkKey(key), multipartId),
      )
    } catch (error) {
      if (codeOf(error) !== 'NoSuchUpload') throw error // joined, or gone already
    }
  }

  async dropAbandoned(before: Date): Promise<void> {
    const found = this.#client.listIncompleteUploads(this.#bucket, '', true)
    for await (const { key, uploadId, initiated } of found as AsyncIterable<Incomplete>)
      if (initiated < before) await this.#abort(key, uploadId) // the object may be there: one that was begun twice, and joined once
  }

  async checkReady(): Promise<void> {
    await this.prepare()
    if (!(await this.#client.bucketExists(this.#bucket)))
      throw new Error(`There is no bucket ${this.#bucket}.`)
  }
}

const takesForged =
  'The S3 server takes bytes that nobody signed for (CVE-2026-41145): whoever knows its access key, which stands in each upload URL, ' +
  'can write any object. Update it, or have a proxy before it refuse `x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER`.'

/** An upload in parts that was begun, as the client tells of it. */
type Incomplete = { key: string; uploadId: string; initiated: Date }
