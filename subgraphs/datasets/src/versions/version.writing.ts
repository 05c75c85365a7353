import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Repository } from '../repositories/repository.entity.ts'
import { toFolders } from './git.oids.ts'
import type { Folder } from './git.oids.ts'
import { Version } from './version.entity.ts'
import type { ManifestFile } from './version.entity.ts'

type Parts = Pick<Version, 'message' | 'author'> & {
  parent: Version | null
  files: ManifestFile[]
}

/** Writes the next version of a repository, which is locked. No branch stands there yet. */
export async function appendVersion(
  em: EntityManager,
  repository: Repository,
  parts: Parts,
): Promise<Version> {
  repository.lastNumber++
  const folders = toFolders(parts.files)
  const tree = folders.at(-1)!.oid
  const version = em.create(Version, toVersion(repository, { ...parts, tree }))
  await em.flush()
  await insertTree(em, version, { files: parts.files, folders })
  return version
}

/** All files of a version, sorted by path. */
export const manifestOf = (em: EntityManager, versionId: string): Promise<ManifestFile[]> =>
  em.execute(
    `select path, sha256, size_bytes::float8 as "sizeBytes", git_oid as "gitOid", split, syntax
     from version_file where version_id = ? order by path`,
    [versionId],
  )

function toVersion(
  { id, lastNumber }: Repository,
  { parent, tree, message, author }: Parts & { tree: string },
) {
  const committedAt = new Date()
  const heading = [parent?.commit ?? '', message, author, committedAt.toISOString()]
  return {
    repositoryId: id,
    number: lastNumber,
    commit: sha1([id, String(lastNumber), tree, ...heading]),
    parentId: parent?.id ?? null,
    depth: parent ? parent.depth + 1 : 0,
    message,
    author,
    committedAt,
  }
}

const sha1 = (parts: string[]) => createHash('sha1').update(JSON.stringify(parts)).digest('hex')

type Tree = { files: ManifestFile[]; folders: Folder[] }

async function insertTree(em: EntityManager, version: Version, { files, folders }: Tree) {
  const { id, repositoryId, parentId } = version
  const columns =
    'path text, sha256 text, "sizeBytes" bigint, "gitOid" text, split text, syntax text'
  await em.execute(
    `insert into version_file
       (version_id, repository_id, path, sha256, size_bytes, git_oid, split, syntax, changed_in)
     select ?, ?, file.*, coalesce(before.changed_in, ?)
     from jsonb_to_recordset(?::jsonb) as file(${columns}) left join version_file before
       on before.version_id = ? and before.path = file.path and before.sha256 = file.sha256`,
    [id, repositoryId, id, JSON.stringify(files), parentId],
  )
  await em.execute(
    `insert into version_folder (version_id, repository_id, path, oid, changed_in)
     select ?, ?, folder.*, coalesce(before.changed_in, ?)
     from jsonb_to_recordset(?::jsonb) as folder(path text, oid text) left join version_folder before
       on before.version_id = ? and before.path = folder.path and before.oid = folder.oid`,
    [id, repositoryId, id, JSON.stringify(folders), parentId],
  )
  await em.execute(
    `update blob set is_committed = true where (repository_id, sha256) in (
       select repository_id, sha256 from blob where repository_id = ? and not is_committed
         and sha256 in (select sha256 from version_file where version_id = ?)
       order by sha256 for no key update
     )`, // in the order in which all lock them: two would wait for each other
    [repositoryId, id],
  )
}
