import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sendBytes } from '../objects/send-bytes.ts'
import { keyOfBlob } from '../uploads/blob.keys.ts'
import { noCommit } from '../versions/version.entity.ts'
import type { VersionFile } from '../versions/version.entity.ts'
import { downloadUrl, findFile } from '../versions/version.service.ts'
import { entryNotFound } from './hub.errors.ts'
import { findVersion, flag, getRepository, parseQuery } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

/** One file: HEAD tells about it, GET gives it, or leads to where its bytes are. */
export async function resolveFile(hub: HubRequest) {
  const { reply } = hub
  const repository = await getRepository(hub)
  const version = await findVersion(hub, repository)
  void reply.header('x-repo-commit', version?.commit ?? noCommit)
  const path = hub.params['*'] ?? ''
  const file = version && (await findFile(hub.ctx, version.id, path))
  if (!file) throw entryNotFound(path)
  const { sizeBytes, gitOid } = file
  void reply.headers(headersOf(file, hub.request))
  if (isKnown(hub)) return reply.code(304).send()
  if (hub.request.method === 'HEAD') return reply.header('content-length', sizeBytes).send()
  if (!sizeBytes) return reply.header('content-range', 'bytes */0').send('') // no range can be cut from nothing
  if (!gitOid) return reply.redirect(await downloadUrl(hub.ctx, file), 302)
  const key = await keyOfBlob(hub.ctx.em, file)
  return sendBytes(hub.request, reply, {
    sizeBytes,
    read: (range) => hub.ctx.objects.read(key, range),
  })
}

/** Whether the client has this content already, and says so. */
function isKnown({ request, reply }: HubRequest): boolean {
  const known = request.headers['if-none-match']?.split(',') ?? []
  const etag = reply.getHeader('etag')
  return known.some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')))
}

function headersOf(
  { path, sha256, sizeBytes, gitOid }: VersionFile,
  request: FastifyRequest,
): Record<string, string> {
  const { download } = parseQuery(z.object({ download: flag }), request)
  const name = encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
  return {
    etag: `"${gitOid ?? sha256}"`,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-type': 'application/octet-stream',
    'content-disposition': `${download ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
    ...(!gitOid && { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': String(sizeBytes) }),
  }
}
