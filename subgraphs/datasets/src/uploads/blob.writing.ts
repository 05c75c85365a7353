import type { EntityManager } from '@mikro-orm/postgresql'

export type NewBlob = { sha256: string; sizeBytes: number; gitOid: string | null }

/**
 * Links contents to a repository; those that are linked already stay as they are. Not by `upsert`: it leaves entities
 * behind whose `sizeBytes` are texts, as the driver gives them.
 */
export async function insertBlobs(
  em: EntityManager,
  repositoryId: string,
  blobs: NewBlob[],
): Promise<void> {
  await em.execute(
    `insert into blob (repository_id, sha256, size_bytes, git_oid, is_committed)
     select ?, blob.*, false
     from jsonb_to_recordset(?::jsonb) as blob(sha256 text, "sizeBytes" bigint, "gitOid" text)
     on conflict do nothing`,
    [repositoryId, JSON.stringify(blobs)],
  )
}
