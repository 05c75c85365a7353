import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Repository } from '../repositories/repository.entity.ts'
import { Version } from './version.entity.ts'
import type { ManifestFile } from './version.entity.ts'

type Parts = Pick<Version, 'message' | 'author'> & {
  parent: Version | null
  files: ManifestFile[]
  clientRequestId?: string | null
}

/** Writes the next version of a repository, which is locked. No branch stands there yet. */
export async function appendVersion(
  em: EntityManager,
  repository: Repository,
  parts: Parts,
): Promise<Version> {
  repository.lastNumber++
  const version = em.create(Version, toVersion(repository, parts))
  await em.flush()
  await insertFiles(em, version, parts.files)
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
  { parent, files, message, author, clientRequestId = null }: Parts,
) {
  const committedAt = new Date()
  const tree = sha1(files.flatMap(({ path, sha256 }) => [path, sha256]))
  const heading = [parent?.commit ?? '', message, author, committedAt.toISOString()]
  return {
    repositoryId: id,
    number: lastNumber,
    commit: sha1([id, String(lastNumber), tree, ...heading]),
    parentId: parent?.id ?? null,
    message,
    author,
    committedAt,
    clientRequestId,
  }
}

const sha1 = (parts: string[]) => createHash('sha1').update(JSON.stringify(parts)).digest('hex')

async function insertFiles(em: EntityManager, version: Version, files: ManifestFile[]) {
  const { id, repositoryId } = version
  const columns =
    'path text, sha256 text, "sizeBytes" bigint, "gitOid" text, split text, syntax text'
  await em.execute(
    `insert into version_file
       (version_id, repository_id, path, sha256, size_bytes, git_oid, split, syntax)
     select ?, ?, file.* from jsonb_to_recordset(?::jsonb) as file(${columns})`,
    [id, repositoryId, JSON.stringify(files)],
  )
  await em.execute(
    `update blob set is_committed = true where repository_id = ? and not is_committed
       and sha256 in (select sha256 from version_file where version_id = ?)`,
    [repositoryId, id],
  )
}
