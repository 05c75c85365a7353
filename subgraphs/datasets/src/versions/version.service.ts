import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import type { Context } from '../context.ts'
import { blobKey } from '../uploads/blob.loaders.ts'
import { keyOfPage } from './page.loaders.ts'
import type { Version, VersionFile } from './version.entity.ts'
import { fileKey, revisionKey } from './version.loaders.ts'

export type VersionPage = Connection<Version>
export type FilePage = Connection<VersionFile>

/** What stands at a branch or commit of a repository that the viewer may see. */
export async function findRevision(
  { loaders }: Context,
  repositoryId: string,
  revision: string,
): Promise<Version | null> {
  const found = await loaders.revisions.load(revisionKey(repositoryId, revision))
  return found?.version ?? null
}

type Part = { first: number; after?: string; skip?: number }

/** A part of the versions that lead to `head`, newest first. */
export async function findHistory(
  { loaders }: Context,
  { id: headId }: Version,
  { first, after = '', skip = 0 }: Part,
): Promise<Version[]> {
  const found = await loaders.historyPages.load(keyOfPage({ headId, first, after, skip }))
  return (found?.rows ?? []).map(({ version }) => version)
}

/** The history of a branch, tag or commit; empty when there is none. */
export async function findVersions(
  ctx: Context,
  repositoryId: string,
  { revision, first, after }: PageArgs & { revision: string },
): Promise<VersionPage> {
  const part = { first: checkFirst(first) + 1, ...(after && { after: fromCursor(after) }) }
  const head = await findRevision(ctx, repositoryId, revision)
  return toConnection(head ? await findHistory(ctx, head, part) : [], {
    first,
    after,
    cursorOf: ({ id }) => toCursor(id),
    count: async () => (head ? head.depth + 1 : 0),
  })
}

/** Sorted by path; those under `folder`, or all. */
export async function findFiles(
  { loaders }: Context,
  versionId: string,
  { path, first, after }: PageArgs & { path: string },
): Promise<FilePage> {
  const folder = path.replace(/\/+$/, '')
  const page = { versionId, folder, first: checkFirst(first) + 1, after: '' }
  if (after) page.after = fromCursor(after)
  const found = await loaders.filePages.load(keyOfPage(page))
  const countKey = keyOfPage({ ...page, first: 0, after: '' })
  return toConnection(found?.rows ?? [], {
    first,
    after,
    cursorOf: (file) => toCursor(file.path),
    count: async () => Number((await loaders.fileCounts.load(countKey))?.rows[0]?.count ?? 0),
  })
}

export async function findFile(
  { loaders }: Context,
  versionId: string,
  path: string,
): Promise<VersionFile | null> {
  return (await loaders.files.load(fileKey(versionId, path)))?.file ?? null
}

export async function downloadUrl(
  { objects, loaders }: Context,
  { repositoryId, sha256, path }: VersionFile,
): Promise<string> {
  const { blob } = (await loaders.blobs.load(blobKey(repositoryId, sha256)))!
  return objects.presignGet(blob.key, path.slice(path.lastIndexOf('/') + 1))
}
