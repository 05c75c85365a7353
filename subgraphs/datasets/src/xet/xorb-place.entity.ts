import { defineEntity, p } from '@mikro-orm/postgresql'
import { Repository } from '../repositories/repository.entity.ts'
import { blobOf } from '../uploads/blob.reference.ts'

const schema = defineEntity({
  name: 'XorbPlace',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    xorbHash: p.text().primary(),
    startChunk: p.integer().primary(),
    endChunk: p.integer().primary(),
    sha256: p.text(),
    blobOffset: p.bigint('number'),
    blob: () => blobOf('xorb_place', 'cascade'),
  },
  indexes: [{ properties: ['repositoryId', 'sha256'] }],
})

/** Where the chunks of a xorb, from `startChunk` until before `endChunk`, stand in a blob of the repository. */
export class XorbPlace extends schema.class {}

schema.setClass(XorbPlace)
