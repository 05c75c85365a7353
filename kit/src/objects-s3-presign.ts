import { createHash, createHmac } from 'node:crypto'
import { urlSeconds } from './objects.ts'

type Store = {
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

const unsigned = 'UNSIGNED-PAYLOAD'
const copySource = 'x-amz-copy-source'

/**
 * A URL to PUT bytes to, and nothing but bytes: the header by which a store copies another object in place of a body is
 * signed as empty, so whoever adds it is refused. Clients need not send it, where the store looks for it in the query too.
 */
export function presignGuardedPut(
  { endpoint, bucket, region, accessKey, secretKey }: Store,
  { key, params = {} }: { key: string; params?: Record<string, string> },
  now = new Date(),
): string {
  const { origin, host } = new URL(endpoint)
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const day = time.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  const names = `host;${copySource}`
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKey}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(urlSeconds),
    'X-Amz-SignedHeaders': names,
    [copySource]: '',
    ...params,
  })
  query.sort()
  const path = `/${bucket}/${key}`
  const headers = `host:${host}\n${copySource}:\n`
  const asked = ['PUT', path, query.toString(), headers, names, unsigned].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256Of(asked)].join('\n')
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (secret, text) => createHmac('sha256', secret).update(text).digest(),
    `AWS4${secretKey}`,
  )
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex')
  return `${origin}${path}?${query}&X-Amz-Signature=${signature}`
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')

/** Tries whether the store takes bytes by such a URL. */
export async function takesGuardedPuts(store: Store, key: string): Promise<boolean> {
  const signal = AbortSignal.timeout(10_000)
  const url = presignGuardedPut(store, { key })
  const answer = await fetch(url, { method: 'PUT', body: 'x', signal })
  await answer.text()
  return answer.ok
}
