import { defineEntity, p } from '@mikro-orm/postgresql'

const schema = defineEntity({
  name: 'SmallContent',
  properties: {
    key: p.text().primary(),
    bytes: p.blob(),
  },
})

/** The bytes of a small content that came inside a request. Blobs name it by its key, as they name an object. */
export class SmallContent extends schema.class {}

schema.setClass(SmallContent)
