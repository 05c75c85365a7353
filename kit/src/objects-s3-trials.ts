import { crc32 } from 'node:zlib'
import { presignGuardedPut, sha256Of } from './objects-s3-presign.ts'
import type { Put, Store } from './objects-s3-presign.ts'

// What a store is trusted with is tried, since no two of them understand S3 in the same way.

const tried = 'the bytes of a trial'
const other = 'the bytes of another'

/** Throws when the store cannot say now: that is no refusal. */
async function isTaken(url: string, body: string, headers = {}): Promise<boolean> {
  const signal = AbortSignal.timeout(10_000)
  const answer = await fetch(url, { method: 'PUT', body, headers, signal })
  await answer.text()
  if (answer.status >= 500 || answer.status === 429)
    throw new Error(`The store answered ${answer.status} when it was tried.`)
  return answer.ok
}

/** Whether the store takes bytes by a URL that guards what they may be. */
export const takesGuardedPuts = (store: Store, key: string): Promise<boolean> =>
  isTaken(presignGuardedPut(store, { key, sizeBytes: tried.length }), tried)

/**
 * Whether the store takes the bytes whose hash a URL names, and no others, however they are sent. `put` is of one part of an object.
 */
export async function refusesOtherBytes(store: Store, put: Put): Promise<boolean> {
  const url = presignGuardedPut(store, { ...put, sha256: sha256Of(tried) })
  const { body, headers } = inUnsignedChunks(other)
  return (
    !(await isTaken(url, other)) &&
    !(await isTaken(url, body, headers)) &&
    (await isTaken(url, tried))
  )
}

/**
 * Whether the store takes bytes that nobody signed for: then whoever knows its access key, which stands in each presigned URL,
 * writes what they like.
 * @see https://nvd.nist.gov/vuln/detail/CVE-2026-41145
 */
export async function takesForgedPuts(store: Store, key: string): Promise<boolean> {
  const url = presignGuardedPut({ ...store, secretKey: 'not the secret' }, { key })
  const { body, headers } = inUnsignedChunks(other)
  return isTaken(url, body, headers)
}

/**
 * A body in chunks, with a checksum behind them in place of a signature.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
function inUnsignedChunks(text: string) {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(text))
  const trailer = 'x-amz-checksum-crc32'
  const lines = [text.length.toString(16), text, '0', `${trailer}:${sum.toString('base64')}`]
  return {
    body: `${lines.join('\r\n')}\r\n\r\n`,
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': String(text.length),
      'x-amz-trailer': trailer,
    },
  }
}
