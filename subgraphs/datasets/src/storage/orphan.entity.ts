import { defineEntity, p } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'

const schema = defineEntity({
  name: 'Orphan',
  properties: {
    key: p.text().primary(),
    /** Set when some of its parts may have come. */
    multipartId: p.text().nullable(),
    /** When it was last given up. */
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
  indexes: [{ properties: ['createdAt'] }],
})

/** An object that a row gave up. It is removed from the store, unless a blob names it still. */
export class Orphan extends schema.class {}

schema.setClass(Orphan)

/** Leaves objects that may be there to the sweeper. */
export async function giveUp(em: EntityManager, keys: string[]): Promise<void> {
  if (keys.length) await em.execute(insertKeys, [keys])
}

const insertKeys = `
  insert into orphan (key) select distinct key from unnest(array[?]) as key order by key
  on conflict (key) do update set created_at = excluded.created_at`
