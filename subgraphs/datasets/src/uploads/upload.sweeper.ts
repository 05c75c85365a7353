import { LockMode } from '@mikro-orm/postgresql'
import { Orphan } from '../storage/orphan.entity.ts'
import { discard } from '../storage/orphan.sweeper.ts'
import type { Sweeping } from '../storage/orphan.sweeper.ts'
import { Upload, keptHours } from './upload.entity.ts'

export const uploadsAPass = 100

/**
 * Forgets uploads of yesterday and drops what arrived for them: bytes that nobody completed, and those that came when
 * the content had been taken in already. Answers how many it forgot.
 */
export async function sweepUploads(app: Sweeping, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keptHours * 3_600_000)
  const forgotten = await app.orm.em.fork().transactional(async (em) => {
    const uploads = await em.find(
      Upload,
      { createdAt: { $lt: before } },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, limit: uploadsAPass },
    )
    for (const upload of uploads) {
      if (!upload.isInParts()) await discard(app, em, { key: upload.key(), multipartId: null, now })
      if (!upload.completedAt) {
        const { multipartId } = upload
        await em.upsert(Orphan, { key: upload.contentKey(), multipartId, createdAt: new Date() })
      }
      em.remove(upload)
    }
    return uploads.length
  })
  // It looks through the whole store, so only once none are left.
  if (forgotten < uploadsAPass) await app.objects.dropAbandoned(before)
  return forgotten
}
