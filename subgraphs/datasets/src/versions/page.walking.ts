import type { EntityManager } from '@mikro-orm/postgresql'

/**
 * Reads a page of files by a walk along their key, whatever the statistics say: of a version that is new they say nothing,
 * and Postgres would gather and sort all of it for each page.
 */
export const walking = <T>(
  em: EntityManager,
  read: (reading: EntityManager) => Promise<T>,
): Promise<T> =>
  em.transactional(async (reading) => {
    await reading.execute('set local enable_bitmapscan = off')
    return read(reading)
  })
