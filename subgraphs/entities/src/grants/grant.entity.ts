import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import { roles } from '@weft/kit/identity'

const schema = defineEntity({
  name: 'Grant',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('grant')),
    subject: p.text(),
    namespace: p.text().index(),
    role: p.enum(roles),
    createdBy: p.text(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
  uniques: [{ properties: ['subject', 'namespace'] }],
})

/** The one role that a person or a group has in one namespace; `*` is all of them. */
export class Grant extends schema.class {}

schema.setClass(Grant)
