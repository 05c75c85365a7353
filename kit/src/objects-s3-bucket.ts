import { createHash } from 'node:crypto'
import type { Client } from 'minio'
import { codeOf } from './objects-s3-calls.ts'

/** What browsers may read of an answer; uploads in parts need the ETag of each. */
const exposed = [
  'ETag',
  'Accept-Ranges',
  'Content-Range',
  'Content-Length',
  'Content-Disposition',
  'x-amz-request-id',
]

/** Any origin, since each presigned URL is a permission by itself. */
const cors = `<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule>${[
  '<AllowedOrigin>*</AllowedOrigin>',
  ...['GET', 'HEAD', 'PUT'].map((method) => `<AllowedMethod>${method}</AllowedMethod>`),
  '<AllowedHeader>*</AllowedHeader>',
  ...exposed.map((header) => `<ExposeHeader>${header}</ExposeHeader>`),
  '<MaxAgeSeconds>3600</MaxAgeSeconds>',
].join('')}</CORSRule></CORSConfiguration>`

/** Makes the bucket, and lets browsers use its presigned URLs; rules of CORS that are there already stay. */
export async function prepareBucket(client: Client, bucket: string): Promise<void> {
  if (!(await client.bucketExists(bucket))) await makeBucket(client, bucket)
  if ((await hasCors(client, bucket)) !== false) return
  const headers = { 'content-md5': createHash('md5').update(cors).digest('base64') }
  const request = { method: 'PUT', bucketName: bucket, query: 'cors', headers }
  await client.makeRequestAsyncOmit(request, cors, [200, 204]).catch(unlessRefused)
}

async function makeBucket(client: Client, bucket: string) {
  try {
    await client.makeBucket(bucket, client.region)
  } catch (error) {
    if (codeOf(error) !== 'BucketAlreadyOwnedByYou') throw error // made by another process meanwhile
  }
}

/** Null when the store does not tell. */
async function hasCors(client: Client, bucket: string): Promise<boolean | null> {
  try {
    await client.makeRequestAsyncOmit({ method: 'GET', bucketName: bucket, query: 'cors' })
    return true
  } catch (error) {
    if (codeOf(error) === 'NoSuchCORSConfiguration') return false
    return unlessRefused(error)
  }
}

const refusals = ['AccessDenied', 'NotImplemented', 'MethodNotAllowed', 'MalformedXML']

/** A store that sets no CORS by bucket has it set by its operator. */
function unlessRefused(error: unknown): null {
  if (refusals.includes(codeOf(error))) return null
  throw error
}
