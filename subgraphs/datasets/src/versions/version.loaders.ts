import type { EntityManager } from '@mikro-orm/postgresql'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader } from '@weft/kit/loader'
import { inSightOf } from '../repositories/repository.sight.ts'
import { RowSet } from '../rows/row-set.entity.ts'
import { keyOf } from '../rows/row-set.reading.ts'
import { Tag } from '../refs/tag.entity.ts'
import { Branch, Version, VersionFile } from './version.entity.ts'

/** Everything that lists of versions and files ask for, each in one query for all that ask together. */
export const createVersionLoaders = (em: EntityManager, viewer: Viewer) => ({
  /** By id; those in repositories that the viewer may see. */
  versions: batchLoader(
    (ids) => em.find(Version, { id: { $in: [...ids] }, ...inSightOf(viewer) }),
    ({ id }) => id,
  ),

  /** What stands at a branch, tag or commit: the keys are made by `revisionKey`. */
  revisions: batchLoader(
    (keys) => findRevisions(em, keys),
    ({ key }) => key,
  ),

  /** One file of one version: the keys are made by `fileKey`. */
  files: batchLoader(
    (keys) => findFiles(em, keys),
    ({ key }) => key,
  ),

  versionSizes: batchLoader(
    (ids): Promise<{ id: string; size: string }[]> =>
      em.execute(
        `select version_id as id, sum(size_bytes) as size from version_file
         where version_id = any(array[?]) group by version_id`,
        [ids],
      ),
    ({ id }) => id,
  ),

  /** The files that hold rows, of each version, with what is known of these. */
  rowFiles: batchLoader(
    (ids) => findRowFiles(em, ids),
    ({ id }) => id,
  ),
})

export type RowFile = { file: VersionFile; rows: RowSet }

async function findRowFiles(em: EntityManager, ids: readonly string[]) {
  const where = { versionId: { $in: [...ids] }, split: { $ne: null } }
  const files = await em.find(VersionFile, where, { orderBy: { path: 'asc' } })
  const sets = files.length
    ? await em.find(RowSet, {
        repositoryId: { $in: [...new Set(files.map((file) => file.repositoryId))] },
        sha256: { $in: [...new Set(files.map((file) => file.sha256))] },
      })
    : []
  const known = new Map(sets.map((set) => [set.repositoryId + keyOf(set), set]))
  const found = files.map((file): RowFile => {
    const { repositoryId, sha256, split, syntax } = file
    const key = keyOf({ sha256, split: split!, syntax: syntax! })
    return { file, rows: known.get(repositoryId + key)! }
  })
  return ids.map((id) => ({ id, files: found.filter(({ file }) => file.versionId === id) }))
}

const separator = ' '
export const revisionKey = (repositoryId: string, revision: string): string =>
  repositoryId + separator + revision

export const fileKey = (versionId: string, path: string): string => versionId + separator + path

async function findFiles(em: EntityManager, keys: readonly string[]) {
  const wanted = keys.map(splitKey)
  const files = await em.find(VersionFile, {
    versionId: { $in: wanted.map(([versionId]) => versionId) },
    path: { $in: wanted.map(([, path]) => path) },
  })
  return files.map((file) => ({ key: fileKey(file.versionId, file.path), file }))
}

function splitKey(key: string): [id: string, rest: string] {
  const end = key.indexOf(separator)
  return [key.slice(0, end), key.slice(end + separator.length)]
}

async function findRevisions(em: EntityManager, keys: readonly string[]) {
  const wanted = keys.map((key) => {
    const [repositoryId, revision] = splitKey(key)
    return { key, repositoryId, revision }
  })
  const repositoryId = { $in: wanted.map((each) => each.repositoryId) }
  const revision = { $in: wanted.map((each) => each.revision) }
  const branches = await em.find(Branch, { repositoryId, name: revision })
  const tags = await em.find(Tag, { repositoryId, name: revision })
  const named = [...branches, ...tags] // where both have the name, the branch goes before
  const heads = named.map(({ versionId }) => versionId)
  const versions = await em.find(Version, {
    repositoryId,
    $or: [{ id: { $in: heads } }, { commit: revision }],
  })
  return wanted.flatMap(({ key, ...each }) => {
    const ref = named.find(
      (one) => one.repositoryId === each.repositoryId && one.name === each.revision,
    )
    const version = versions.find((one) =>
      ref
        ? one.id === ref.versionId
        : one.repositoryId === each.repositoryId && one.commit === each.revision,
    )
    return version ? [{ key, version }] : []
  })
}
