import { NotFoundError, ValidationError, upstreamUnavailable } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import { RepositoryFilesDocument } from '../generated/documents.ts'
import type { RepositoryFilesQuery } from '../generated/documents.ts'

type Repository = NonNullable<RepositoryFilesQuery['dataset']>
type Version = NonNullable<Repository['version']>
export type RepositoryFile = Version['files']['nodes'][number]

export type RepositoryVersion = {
  commit: string
  sizeBytes: number
  files: Map<string, RepositoryFile>
}

/** More files than any model has; a repository with more is something else. */
const maxPages = 20

/** The files of a repository at a revision, as the caller sees them. */
export async function findRepositoryVersion(
  { graph, viewer }: Pick<Context, 'graph' | 'viewer'>,
  { repositoryId: id, revision }: { repositoryId: string; revision: string },
): Promise<RepositoryVersion> {
  const files = new Map<string, RepositoryFile>()
  let after: string | null = null
  for (let page = 0; page < maxPages; page++) {
    const answer: RepositoryFilesQuery = await graph(viewer, RepositoryFilesDocument, {
      id,
      revision,
      after,
    })
    const dataset: Repository | null = answer.dataset
    if (!dataset) throw new NotFoundError(`No repository \`${id}\`.`)
    const version: Repository['version'] = dataset.version
    if (!version)
      throw new NotFoundError(`Repository \`${dataset.ref}\` has no revision \`${revision}\`.`)
    for (const file of version.files.nodes) files.set(file.path, file)
    const { pageInfo }: Version['files'] = version.files
    if (!pageInfo.hasNextPage)
      return { commit: version.commit, sizeBytes: version.sizeBytes, files }
    after = pageInfo.endCursor
  }
  throw new ValidationError([
    { path: 'input.source.files', message: `More than ${maxPages * 100} files are no model.` },
  ])
}

/** `length` bytes of a file from `offset` on, straight from the object store. */
export async function readBytes(
  { path, downloadUrl }: RepositoryFile,
  offset: number,
  length: number,
): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0)
  try {
    const response = await fetch(downloadUrl, {
      headers: { range: `bytes=${offset}-${offset + length - 1}` },
      signal: AbortSignal.timeout(30_000),
    })
    if (response.status !== 206) throw new Error(`status ${response.status}`)
    const bytes = Buffer.from(await response.arrayBuffer())
    if (bytes.length !== length) throw new Error(`${bytes.length} of ${length} bytes came`)
    return bytes
  } catch (error) {
    throw upstreamUnavailable(
      `\`${path}\` could not be read from the object store: ${String(error)}`,
    )
  }
}

const maxTextBytes = 20 * 1024 * 1024

/** A whole JSON file. */
export async function readJson(file: RepositoryFile): Promise<unknown> {
  const refuse = (message: string) => new ValidationError([{ path: file.path, message }])
  if (file.sizeBytes > maxTextBytes) throw refuse('Larger than 20 MB.')
  const text = (await readBytes(file, 0, file.sizeBytes)).toString('utf8')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw refuse('It is not JSON.')
  }
}
