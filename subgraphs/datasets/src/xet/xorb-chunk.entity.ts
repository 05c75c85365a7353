import { defineEntity, p } from '@mikro-orm/postgresql'
import { Repository } from '../repositories/repository.entity.ts'

const schema = defineEntity({
  name: 'XorbChunk',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    hash: p.text().primary(),
    xorbHash: p.text(),
  },
})

/** In which xorb a chunk is that clients may ask for: the first of a file, and one of a thousand others. */
export class XorbChunk extends schema.class {}

schema.setClass(XorbChunk)
