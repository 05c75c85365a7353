import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { successOf } from './errors.ts'
import type { Client } from './client.ts'
import { CompleteUploadDocument, CreateUploadDocument } from './generated/documents.ts'
import type { CreateUploadMutation } from './generated/documents.ts'

export type LocalFile = {
  /** Where it shall stand in the repository. */
  path: string
  /** Where it is now. */
  file: string
}
type Target = Extract<
  CreateUploadMutation['createUpload'],
  { __typename: 'UploadTargets' }
>['targets'][number]

/**
 * Sends files to the object store, a part at a time, straight to its presigned URLs. What the repository has already is
 * not sent again. Returns what a commit's operations want: paths and hashes.
 */
export async function uploadFiles(
  client: Client,
  datasetId: string,
  files: LocalFile[],
): Promise<{ path: string; sha256: string }[]> {
  const known = await Promise.all(
    files.map(async ({ path, file }) => ({
      path,
      sizeBytes: (await stat(file)).size,
      sha256: await sha256Of(file),
    })),
  )
  const { createUpload } = await client.request(CreateUploadDocument, {
    input: { datasetId, files: known },
  })
  const { targets } = successOf(createUpload)
  for (const target of targets) {
    const { file } = files.find(({ path }) => path === target.path)!
    if (target.uploadId) await send(client, file, { ...target, uploadId: target.uploadId })
  }
  return known.map(({ path, sha256 }) => ({ path, sha256 }))
}

async function send(client: Client, file: string, target: Target & { uploadId: string }) {
  const parts: { number: number; etag: string }[] = []
  const content = await openAsBlob(file) // parts may be larger than what one wants in memory
  let start = 0
  for (const { number, url, sizeBytes } of target.parts) {
    parts.push({ number, etag: await put(url, content.slice(start, start + sizeBytes)) })
    start += sizeBytes
  }
  const { completeUpload } = await client.request(CompleteUploadDocument, {
    input: { uploadId: target.uploadId, parts },
  })
  successOf(completeUpload)
}

/** Ten minutes, and as long again for each further 64 MiB. */
const timeoutMsFor = (sizeBytes: number) => (1 + Math.floor(sizeBytes / 64 / 1024 ** 2)) * 600_000

async function put(url: string, body: Blob): Promise<string> {
  const response = await fetch(url, {
    method: 'PUT',
    body,
    signal: AbortSignal.timeout(timeoutMsFor(body.size)),
  })
  const etag = response.headers.get('etag')
  if (response.ok && etag) return etag
  throw new Error(`The object store answered ${response.status}: ${await response.text()}`)
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
