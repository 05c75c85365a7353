import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ObjectStore } from '@weft/kit/objects'
import { Client } from 'minio'
import type { DatasetsService } from './datasets-service.ts'

const pieceBytes = 64 * 1024 ** 2

/** A file of pieces that differ from those of every other file. */
export function fileOf(pieceCount: number, filler: Buffer = randomBytes(pieceBytes)) {
  const mark = randomBytes(16).toString('hex')
  const body = Buffer.alloc(pieceBytes)
  for (let at = 0; at < pieceBytes; at += filler.length) filler.copy(body, at)
  body.write(mark, filler.length - 64) // the bytes before the end of the first line, or of the piece
  const sha256 = createHash('sha256')
  for (let piece = 0; piece < pieceCount; piece++) sha256.update(body)
  return { body, pieceCount, sha256: sha256.digest('hex'), sizeBytes: pieceCount * pieceBytes }
}
type File = ReturnType<typeof fileOf>

/** PUTs a part of as many pieces of the file, which are all alike. */
async function put(url: string, { body }: File, pieces: number): Promise<string> {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-length': String(body.length * pieces) },
    body: Readable.from(Array.from({ length: pieces }, () => body)) as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit)
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.headers.get('etag')!
}

export async function createRepository({ url, headers }: DatasetsService, name: string) {
  const body = JSON.stringify({ name, organization: 'bench', type: 'dataset' })
  await ask(`${url}/api/repos/create`, { headers, body })
}

async function ask(url: string, { headers, body }: { headers: object; body: BodyInit }) {
  const type = { 'content-type': 'application/json' }
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...type, ...headers },
    body,
    duplex: 'half',
  } as RequestInit)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status} ${text}`)
  return JSON.parse(text) as unknown
}

/** What clients of Git LFS do, one after the other. Answers in how many parts it was sent. */
export async function uploadByHub(
  service: DatasetsService,
  { repository, path }: { repository: string; path: string },
  file: File,
): Promise<number> {
  const { body, sha256, sizeBytes } = file
  const { url, headers } = service
  const sample = body.subarray(0, 512).toString('base64')
  const files = JSON.stringify({ files: [{ path, size: sizeBytes, sample }] })
  await ask(`${url}/api/datasets/bench/${repository}/preupload/main`, { headers, body: files })
  const batch = (await ask(`${url}/datasets/bench/${repository}.git/info/lfs/objects/batch`, {
    headers,
    body: JSON.stringify({
      operation: 'upload',
      transfers: ['basic', 'multipart'],
      objects: [{ oid: sha256, size: sizeBytes }],
    }),
  })) as { objects: { actions: { upload: { href: string; header: Record<string, string> } } }[] }
  const { href, header } = batch.objects[0]!.actions.upload
  const piecesAPart = Number(header.chunk_size) / pieceBytes
  const parts = []
  for (const [name, target] of Object.entries(header))
    if (/^\d+$/.test(name))
      parts.push({ partNumber: Number(name), etag: await put(target, file, piecesAPart) })
  await ask(href, { headers: {}, body: JSON.stringify({ oid: sha256, parts }) })
  const lfsFile = { path, algo: 'sha256', oid: sha256, size: sizeBytes }
  await commit(service, repository, [JSON.stringify({ key: 'lfsFile', value: lfsFile })])
  return parts.length
}

export function commit(
  { url, headers }: DatasetsService,
  repository: string,
  lines: Iterable<string>,
) {
  const encoder = new TextEncoder()
  async function* all() {
    yield encoder.encode(`${JSON.stringify({ key: 'header', value: { summary: 'Bench' } })}\n`)
    for (const line of lines) yield encoder.encode(`${line}\n`)
  }
  return ask(`${url}/api/datasets/bench/${repository}/commit/main`, {
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    body: Readable.from(all()) as unknown as BodyInit,
  })
}

/** The same bytes in as many parts, with nothing of the platform between; unless `sha256` is given, nobody checks what they are. */
export async function uploadStraight(
  store: ObjectStore,
  { key, partCount, sha256 }: { key: string; partCount: number; sha256?: string },
  file: File,
): Promise<void> {
  const multipartId = await store.createMultipart(key)
  const sizeBytes = file.sizeBytes / partCount
  const parts = []
  for (let number = 1; number <= partCount; number++) {
    const offsetBytes = (number - 1) * sizeBytes
    const named = sha256 && { sha256 }
    const part = { multipartId, number, offsetBytes, sizeBytes, ...named }
    const url = await store.presignPart(key, part)
    parts.push({ number, etag: await put(url, file, file.pieceCount / partCount) })
  }
  await store.join(key, multipartId, parts)
}

/** As the store's own client sends it: in parts of 64 MiB, each with its hash. */
export async function uploadByMinio(
  settings: Record<string, string>,
  key: string,
  { body, pieceCount, sizeBytes }: File,
): Promise<void> {
  const { hostname, port } = new URL(settings.S3_ENDPOINT!)
  const client = new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    accessKey: settings.S3_ACCESS_KEY!,
    secretKey: settings.S3_SECRET_KEY!,
  })
  const pieces = Readable.from(Array.from({ length: pieceCount }, () => body))
  await client.putObject(settings.S3_BUCKET!, key, pieces, sizeBytes)
}

export async function download(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  for await (const _ of answer.body!);
}
