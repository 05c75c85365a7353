import { LockMode } from '@mikro-orm/postgresql'
import type { App } from '../app.ts'
import { Orphan } from '../storage/orphan.entity.ts'
import { Upload, keptHours } from './upload.entity.ts'

export const uploadsAPass = 100

/**
 * Forgets uploads of yesterday and drops what arrived for them: bytes that nobody completed, and those that came when
 * the content had been taken in already. Answers how many it forgot.
 */
export async function sweepUploads(
  { orm, objects }: Pick<App, 'orm' | 'objects'>,
  now = new Date(),
) {
  const before = new Date(now.getTime() - keptHours * 3_600_000)
  const forgotten = await orm.em.fork().transactional(async (em) => {
    const uploads = await em.find(
      Upload,
      { createdAt: { $lt: before } },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, limit: uploadsAPass },
    )
    for (const upload of uploads) {
      if (!upload.isInParts()) await objects.discard(upload.key(), null)
      if (!upload.completedAt) {
        const { multipartId } = upload
        await em.upsert(Orphan, { key: upload.contentKey(), multipartId, createdAt: new Date() })
      }
      em.remove(upload)
    }
    return uploads.length
  })
  // It looks through the whole store, so only once none are left.
  if (forgotten < uploadsAPass) await objects.dropAbandoned(before)
  return forgotten
}
