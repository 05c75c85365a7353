import { defineEntity, p } from '@mikro-orm/postgresql'

export const changeTypes = ['MODEL', 'PROJECT'] as const
export const changeActions = ['CREATED', 'UPDATED', 'DELETED'] as const

/** All that an entity's row says, as JSON has it. */
export type Snapshot = Record<string, unknown> & {
  id: string
  namespace: string
  name: string
  updatedAt: string
}

const schema = defineEntity({
  name: 'Change',
  properties: {
    /** 1, 2, 3, … of the whole platform, without gaps, in the order in which they were committed. */
    sequence: p.bigint('number').primary().autoincrement(false),
    entityId: p.text(),
    /** 1, 2, 3, … of the entity, without gaps. */
    number: p.integer(),
    type: p.enum(changeTypes),
    namespace: p.text(),
    name: p.text(),
    action: p.enum(changeActions),
    by: p.text(),
    at: p.datetime(3),
    before: p.json<Snapshot>().nullable(),
    after: p.json<Snapshot>().nullable(),
  },
  uniques: [{ properties: ['entityId', 'number'] }],
  indexes: [{ properties: ['namespace', 'name', 'entityId', 'number'] }],
})

/** One change of a model or a project. Written once, never changed. */
export class Change extends schema.class {}

schema.setClass(Change)
