import type { EntityManager } from '@mikro-orm/postgresql'
import type { Logger } from '@weft/kit/log'
import type { KeyRing } from '../encryption/key-ring.ts'

/**
 * Encrypts with the ring's first key what another one had encrypted. An API key that cannot be read stays as it is,
 * and the log names its model. Safe while others write: one that was replaced meanwhile is left alone.
 */
export async function rotateApiKeys(em: EntityManager, keys: KeyRing, log: Logger): Promise<void> {
  const rows = await em.execute<{ id: string; api_key: string }[]>(
    `select id, api_key from model where api_key is not null and split_part(api_key, '.', 1) <> ?`,
    [keys.currentId],
  )
  for (const { id, api_key: apiKey } of rows)
    try {
      const anew = keys.encrypt(keys.decrypt(apiKey, id), id)
      await em.execute('update model set api_key = ? where id = ? and api_key = ?', [
        anew,
        id,
        apiKey,
      ])
    } catch (error) {
      log.error({ model: id, reason: (error as Error).message }, 'an API key cannot be read')
    }
}
