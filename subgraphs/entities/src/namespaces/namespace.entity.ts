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
    storageBytes: p.bigint('number').nullable(),
    runningJobs: p.integer().nullable(),
    clientRequestId: p.text().unique().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})

/** What belongs together. `storageBytes` and `runningJobs` are its quota; null is without limit. */
export class Namespace extends schema.class {
  quota() {
    return { storageBytes: this.storageBytes ?? null, runningJobs: this.runningJobs ?? null }
  }
}

schema.setClass(Namespace)
