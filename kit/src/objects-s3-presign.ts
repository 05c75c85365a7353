import { createHash, createHmac } from 'node:crypto'
import { urlSeconds } from './objects.ts'

export type Store = {
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

export type Put = {
  key: string
  params?: Record<string, string>
  /** Of the bytes: others are refused, where the store takes such URLs and checks what they say. */
  sha256?: string | undefined
  /** As many bytes it takes; clients tell how many they send. */
  sizeBytes?: number
}

const unsigned = 'UNSIGNED-PAYLOAD'

/**
 * A URL to PUT bytes to, and nothing but bytes. The header by which a store copies another object in place of a body is
 * signed as empty, so whoever adds it is refused; the one that says what the body is, where its hash is given, as that; and
 * the length of the body. Clients need not send either of the first two, where the store looks for signed headers in the query too.
 */
export function presignGuardedPut(
  { endpoint, bucket, region, accessKey, secretKey }: Store,
  { key, params = {}, sha256, sizeBytes }: Put,
  now = new Date(),
): string {
  const { origin, host } = new URL(endpoint)
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const day = time.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  const signed = { ...(sha256 && { 'x-amz-content-sha256': sha256 }), 'x-amz-copy-source': '' }
  const length = sizeBytes === undefined ? {} : { 'content-length': String(sizeBytes) }
  const headers = Object.entries({ ...length, host, ...signed })
  const names = headers.map(([name]) => name).join(';')
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKey}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(urlSeconds),
    'X-Amz-SignedHeaders': names,
    ...(sha256 && { 'X-Amz-Content-Sha256': sha256 }),
    ...signed,
    ...params,
  })
  query.sort()
  const path = `/${bucket}/${key}`
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join('')
  const asked = ['PUT', path, query.toString(), lines, names, sha256 ?? unsigned].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256Of(asked)].join('\n')
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (secret, text) => createHmac('sha256', secret).update(text).digest(),
    `AWS4${secretKey}`,
  )
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex')
  return `${origin}${path}?${query}&X-Amz-Signature=${signature}`
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')
