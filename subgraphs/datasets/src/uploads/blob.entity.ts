import { defineEntity, p } from '@mikro-orm/postgresql'
import { Repository } from '../repositories/repository.entity.ts'

const schema = defineEntity({
  name: 'Blob',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    sha256: p.text().primary(),
    sizeBytes: p.bigint('number'),
    /** Of the object with its bytes, which blobs of other repositories may name too. */
    key: p.text(),
    /** The id that git gives this content; only of small ones that came inside a request. */
    gitOid: p.text().nullable(),
    /** Whether a version has it. */
    isCommitted: p.boolean().onCreate(() => false),
    /** When it was last brought or asked for; of what no version has, this says how long it is kept. */
    broughtAt: p.datetime(3).onCreate(() => new Date()),
  },
  indexes: [
    { properties: ['sha256'] },
    { properties: ['key'] },
    { properties: ['isCommitted', 'broughtAt'] },
  ],
})

/**
 * A content that this repository has. To know its hash gives nothing to anyone: another repository gets a blob of its
 * own, by bytes that are brought to it, or by who may read a version that has the content.
 */
export class Blob extends schema.class {}

schema.setClass(Blob)
