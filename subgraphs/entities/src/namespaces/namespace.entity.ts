import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'

const schema = defineEntity({
  name: 'Namespace',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('namespace')),
    name: p.text().unique(),
    description: p.text().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
})

export class Namespace extends schema.class {}

schema.setClass(Namespace)
