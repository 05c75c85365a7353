import { roleIn } from '@weft/kit/identity'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { findEntries, findEntriesAt, keyOfEntry } from '../versions/tree.service.ts'
import type { ManifestFile, Version } from '../versions/version.entity.ts'
import { findRevision } from '../versions/version.service.ts'
import { manifestOf } from '../versions/version.writing.ts'
import { toEntries, toFileEntry } from './hub.entries.ts'
import { entryNotFound } from './hub.errors.ts'
import { infoOf } from './hub.info.ts'
import {
  findVersion,
  flag,
  getRepository,
  linkToNext,
  parseBody,
  parseQuery,
  revisionOf,
} from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'
import { toldByCard } from './hub.telling.ts'

const pageSize = 1_000
const mostSlashes = 5

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
  const files = version ? await manifestOf(hub.ctx.em, version.id) : []
  const withBlobs = Boolean((hub.request.query as { blobs?: string }).blobs)
  const info = await infoOf(hub.ctx, repository, version)
  const told = await toldByCard(hub.ctx, version)
  return {
    ...info,
    ...told,
    tags: [...new Set([...info.tags, ...(told?.tags ?? [])])],
    siblings: files.map((file) => toSibling(file, withBlobs)),
  }
}

function toSibling(file: ManifestFile, withBlobs: boolean) {
  if (!withBlobs) return { rfilename: file.path }
  const entry = toFileEntry(file)
  const lfs = entry.lfs && {
    sha256: entry.lfs.oid,
    size: entry.size,
    pointerSize: entry.lfs.pointerSize,
  }
  return { rfilename: file.path, size: entry.size, blobId: entry.oid, ...(lfs && { lfs }) }
}

const TreeQuery = z.object({ recursive: flag, expand: flag, cursor: z.string().default('') })

export async function tree(hub: HubRequest) {
  const { version, folder } = await findFolder(hub, await getRepository(hub))
  const {
    recursive: isRecursive,
    expand: isExpanded,
    cursor: after,
  } = parseQuery(TreeQuery, hub.request)
  const wanted = { folder, isRecursive, first: pageSize + 1, after }
  const found = version ? await findEntries(hub.ctx.em, version.id, wanted) : []
  if (folder && !found.length && !(await isFolder(hub.ctx, version, folder)))
    throw entryNotFound(folder)
  const page = found.slice(0, pageSize)
  if (found.length > pageSize) linkToNext(hub, { cursor: keyOfEntry(page.at(-1)!) })
  return toEntries(hub.ctx, page, { isExpanded })
}

/** Some clients write the slashes of a revision as they are: then it is the shortest one that is there. */
async function findFolder(hub: HubRequest, repository: Repository) {
  const steps = (hub.params['*'] ?? '').replace(/\/+$/, '').split('/').filter(Boolean)
  for (let count = 0; count <= Math.min(steps.length, mostSlashes); count++) {
    const revision = [revisionOf(hub), ...steps.slice(0, count)].join('/')
    const version = await findRevision(hub.ctx, repository.id, revision)
    if (version) return { version, folder: steps.slice(count).join('/') }
  }
  return { version: await findVersion(hub, repository), folder: steps.join('/') }
}

async function isFolder({ em }: Context, version: Version | null, path: string) {
  const [found] = version ? await findEntriesAt(em, version.id, [path]) : []
  return found?.type === 'folder'
}

const paths = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z.array(z.string()).max(pageSize),
)

export async function pathsInfo(hub: HubRequest) {
  const asked = parseBody(z.object({ paths, expand: flag }), hub.request)
  const version = await findVersion(hub, await getRepository(hub))
  const wanted = asked.paths.map((path) => path.replace(/\/+$/, '')).filter(Boolean)
  const entries = version ? await findEntriesAt(hub.ctx.em, version.id, wanted) : []
  return toEntries(hub.ctx, entries, { isExpanded: asked.expand })
}
