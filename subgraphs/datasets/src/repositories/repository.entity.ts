import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'

const kinds = ['DATASET', 'MODEL'] as const

const schema = defineEntity({
  name: 'Repository',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('dataset')),
    kind: p.enum(kinds),
    namespace: p.text(),
    name: p.text(),
    /** The references that it had before. */
    formerNames: p.array<string>().onCreate(() => []),
    description: p.text().nullable(),
    projectId: p.text().nullable(),
    tags: p.array<string>(),
    /** Of the newest version; 0 when there is none. */
    lastNumber: p.integer().onCreate(() => 0),
    clientRequestId: p.text().nullable(),
    createdBy: p.text(),
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
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['name', 'id'] },
    { properties: ['updatedAt', 'id'] },
    { properties: ['projectId', 'createdAt', 'id'] },
    { properties: ['formerNames'], type: 'gin' },
  ],
})

/** Under which events tell the ids of those that changed. */
export const repositoryTopic = 'repository'

export class Repository extends schema.class {
  ref() {
    return `${this.namespace}/${this.name}`
  }
}

schema.setClass(Repository)
