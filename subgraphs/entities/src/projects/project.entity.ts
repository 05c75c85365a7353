import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'

const schema = defineEntity({
  name: 'Project',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('project')),
    namespace: p.text(),
    name: p.text(),
    description: p.text().nullable(),
    clientRequestId: p.text().nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
  uniques: [
    { properties: ['namespace', 'name'] },
    { properties: ['namespace', 'clientRequestId'] },
  ],
})

/** Groups the models of one undertaking. */
export class Project extends schema.class {}

schema.setClass(Project)
