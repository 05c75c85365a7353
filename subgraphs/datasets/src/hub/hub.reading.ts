import { roleIn } from '@weft/kit/identity'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { rangeOf } from '../objects/range.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { blobKey } from '../uploads/blob.entity.ts'
import type { Version, VersionFile } from '../versions/version.entity.ts'
import { downloadUrl, findFile, findManifest } from '../versions/version.service.ts'
import { entriesAt, entriesBelow, toEntry } from './hub.entries.ts'
import { entryNotFound, revisionNotFound } from './hub.errors.ts'
import { findVersion, getRepository, originOf, parseBody, revisionOf } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

const pageSize = 1_000

export function whoAmI({ ctx: { viewer } }: HubRequest) {
  const namespaces = viewer.grants.filter(({ namespace }) => namespace !== '*')
  const canWrite = viewer.grants.some(({ namespace }) => roleIn(viewer, namespace) !== 'VIEWER')
  return {
    type: 'user',
    id: viewer.subject,
    name: viewer.subject,
    fullname: viewer.subject,
    emailVerified: false,
    canPay: false,
    isPro: false,
    periodEnd: null,
    avatarUrl: '',
    orgs: namespaces.map(({ namespace, role }) => ({
      type: 'org',
      id: namespace,
      name: namespace,
      fullname: namespace,
      roleInOrg: { VIEWER: 'read', EDITOR: 'write', ADMIN: 'admin' }[role],
    })),
    auth: {
      type: 'access_token',
      accessToken: { displayName: viewer.subject, role: canWrite ? 'write' : 'read' },
    },
  }
}

export async function repositoryInfo(hub: HubRequest) {
  const repository = await getRepository(hub)
  const version = await findVersion(hub, repository)
  const files = version ? await findManifest(hub.ctx, version.id) : []
  const withBlobs = Boolean((hub.request.query as { blobs?: string }).blobs)
  const id = repository.ref()
  return {
    _id: repository.id,
    id,
    ...(repository.kind === 'MODEL' && { modelId: id }),
    author: repository.namespace,
    sha: version?.commit ?? null,
    lastModified: version?.committedAt ?? repository.createdAt,
    createdAt: repository.createdAt,
    private: true,
    gated: false,
    disabled: false,
    tags: repository.tags,
    ...(repository.description && { description: repository.description }),
    siblings: files.map((file) => toSibling(file, withBlobs)),
  }
}

function toSibling(file: VersionFile, withBlobs: boolean) {
  const entry = toEntry(file)
  if (!withBlobs || entry.type !== 'file') return { rfilename: file.path }
  const lfs = entry.lfs && {
    sha256: entry.lfs.oid,
    size: entry.size,
    pointerSize: entry.lfs.pointerSize,
  }
  return { rfilename: file.path, size: entry.size, blobId: entry.oid, ...(lfs && { lfs }) }
}

const TreeQuery = z.object({
  recursive: z.string().optional(),
  cursor: z.string().default(''),
})

export async function tree(hub: HubRequest, reply: FastifyReply) {
  const files = await findFiles(hub)
  const folder = (hub.params['*'] ?? '').replace(/\/+$/, '')
  const { recursive, cursor } = TreeQuery.parse(hub.request.query)
  const entries = entriesBelow(files, folder, recursive?.toLowerCase() === 'true')
  if (!entries) throw entryNotFound(folder)
  const left = entries.filter(({ path }) => path > cursor)
  const page = left.slice(0, pageSize)
  if (left.length > pageSize) {
    const next = new URL(hub.request.raw.url ?? '', originOf(hub.request))
    next.searchParams.set('cursor', page.at(-1)!.path)
    void reply.header('link', `<${next.href}>; rel="next"`)
  }
  return page
}

const paths = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z.array(z.string()).max(pageSize),
)

export async function pathsInfo(hub: HubRequest) {
  const wanted = parseBody(z.object({ paths }), hub.request).paths
  return entriesAt(
    await findFiles(hub),
    wanted.map((path) => path.replace(/\/+$/, '')),
  )
}

async function findFiles(hub: HubRequest): Promise<VersionFile[]> {
  const version = await findVersion(hub, await getRepository(hub))
  return version ? findManifest(hub.ctx, version.id) : []
}

/** One file: HEAD tells about it, GET gives it, or leads to where its bytes are. */
export async function resolveFile(hub: HubRequest, reply: FastifyReply) {
  const repository: Repository = await getRepository(hub)
  const version: Version | null = await findVersion(hub, repository)
  if (!version) throw revisionNotFound(revisionOf(hub))
  void reply.header('x-repo-commit', version.commit)
  const path = hub.params['*'] ?? ''
  const file = await findFile(hub.ctx, version.id, path)
  if (!file) throw entryNotFound(path)
  const { sha256, sizeBytes, gitOid } = file
  const name = encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
  void reply.headers({
    etag: `"${gitOid ?? sha256}"`,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-type': 'application/octet-stream',
    'content-disposition': `inline; filename*=UTF-8''${name}`,
    ...(!gitOid && { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': String(sizeBytes) }),
  })
  if (hub.request.method === 'HEAD') return reply.header('content-length', sizeBytes).send()
  if (!sizeBytes) return reply.header('content-range', 'bytes */0').send('') // no range can be cut from nothing
  if (!gitOid) return reply.redirect(await downloadUrl(hub.ctx, file), 302)
  return sendBytes(hub, reply, file)
}

async function sendBytes({ ctx, request }: HubRequest, reply: FastifyReply, file: VersionFile) {
  const { sizeBytes, repositoryId, sha256 } = file
  const range = rangeOf(request.headers.range, sizeBytes)
  if (range === 'unsatisfiable')
    return reply
      .code(416)
      .headers({ 'content-range': `bytes */${sizeBytes}`, 'content-type': 'application/json' })
      .send({ error: `There are only ${sizeBytes} bytes.` })
  const length = range ? range.end - range.start + 1 : sizeBytes
  if (range)
    void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
  const bytes = await ctx.objects.read(blobKey(repositoryId, sha256), range ?? undefined)
  return reply.header('content-length', length).send(bytes)
}
