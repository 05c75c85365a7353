import { defineEntity, p } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'

const schema = defineEntity({
  name: 'Orphan',
  properties: {
    key: p.text().primary(),
    /** Set when some of its parts may have come. */
    multipartId: p.text().nullable(),
  },
})

/** An object that a row gave up. It is removed from the store, unless a blob names it still. */
export class Orphan extends schema.class {}

schema.setClass(Orphan)

/** Leaves objects that may be there to the sweeper. */
export async function giveUp(em: EntityManager, keys: string[]): Promise<void> {
  if (keys.length)
    await em.execute('insert into orphan (key) select unnest(array[?]) on conflict do nothing', [
      keys,
    ])
}
