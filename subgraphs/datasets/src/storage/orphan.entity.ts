import { defineEntity, p } from '@mikro-orm/postgresql'

const schema = defineEntity({
  name: 'Orphan',
  properties: {
    key: p.text().primary(),
    /** Set when some of its parts may have come. */
    multipartId: p.text().nullable(),
  },
})

/** An object whose row is gone, and which is still to be removed from the store. */
export class Orphan extends schema.class {}

schema.setClass(Orphan)
