import type { EntityManager, EntityName } from '@mikro-orm/core'
import DataLoader from 'dataloader'

/**
 * Loads by key, all keys asked for in one tick with one call, or `maxBatchSize` of them; `null` where nothing was
 * found.
 */
export const batchLoader = <T extends object>(
  find: (keys: readonly string[]) => Promise<T[]>,
  keyOf: (found: T) => string,
  options?: { maxBatchSize: number },
): DataLoader<string, T | null> =>
  new DataLoader(async (keys) => {
    const byKey = new Map((await find(keys)).map((row) => [keyOf(row), row]))
    return keys.map((key) => byKey.get(key) ?? null)
  }, options)

/** Loads entities by id, all those asked for in one tick with one query. `isVisible` says whether the caller may see one. */
export const entityLoader = <T extends { id: string }>(
  em: EntityManager,
  entity: EntityName<T>,
  isVisible: (row: T) => boolean,
): DataLoader<string, T | null> =>
  batchLoader<T>(
    async (ids) => {
      const found = (await em.find(entity, { id: { $in: ids } } as never)) as T[]
      return found.filter(isVisible)
    },
    ({ id }) => id,
  )
