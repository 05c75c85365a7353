import type { App } from '../app.ts'

const keptHours = 24
export const blobsAPass = 1_000

/**
 * Forgets contents that no version has and that nobody brought or asked for since yesterday. A commit that is about to
 * name one holds it, so it is passed over. Answers how many it forgot.
 */
export async function sweepBlobs(
  { orm }: Pick<App, 'orm'>,
  before = new Date(Date.now() - keptHours * 3_600_000),
): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const gone = await em.execute<{ repositoryId: string; sha256: string; key: string }[]>(
      `delete from blob where (repository_id, sha256) in (
         select repository_id, sha256 from blob where not is_committed and brought_at < ?
         limit ? for update skip locked
       ) returning repository_id as "repositoryId", sha256, key`,
      [before, blobsAPass],
    )
    if (!gone.length) return 0
    await em.execute(forgetRows, [JSON.stringify(gone)])
    await em.execute(orphanKeys, [JSON.stringify(gone)])
    return gone.length
  })
}

const forgetRows = `
  delete from row_set using jsonb_to_recordset(?::jsonb) as gone("repositoryId" text, sha256 text)
  where row_set.repository_id = gone."repositoryId" and row_set.sha256 = gone.sha256`

const orphanKeys = `
  insert into orphan (key)
    select distinct key from jsonb_to_recordset(?::jsonb) as gone(key text) order by key
  on conflict (key) do update set created_at = excluded.created_at`
