import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'

const schema = defineEntity({
  name: 'AuditEntry',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('audit')),
    at: p.datetime().onCreate(() => new Date()),
    subject: p.text().index(),
    token: p.text().nullable(),
    operation: p.text(),
    namespaces: p.array<string>(),
    ids: p.array<string>(),
    outcome: p.text(),
    requestId: p.text(),
  },
  indexes: [{ properties: ['namespaces'], type: 'gin' }],
})

/** One change. Written once, never changed. */
export class AuditEntry extends schema.class {}

schema.setClass(AuditEntry)
