import { roleIn } from '@weft/kit/identity'
import { z } from 'zod'
import type { VersionFile } from '../versions/version.entity.ts'
import { findManifest } from '../versions/version.service.ts'
import { entriesAt, entriesBelow, toEntry } from './hub.entries.ts'
import { entryNotFound } from './hub.errors.ts'
import { infoOf } from './hub.info.ts'
import { findVersion, getRepository, originOf, parseBody } from './hub.request.ts'
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
  return {
    ...(await infoOf(hub.ctx, repository, version)),
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

export async function tree(hub: HubRequest) {
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
    void hub.reply.header('link', `<${next.href}>; rel="next"`)
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
