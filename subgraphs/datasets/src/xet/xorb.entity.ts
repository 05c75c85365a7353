import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import { Repository } from '../repositories/repository.entity.ts'
import { ChunkTable } from './chunk.table.ts'

const schema = defineEntity({
  name: 'Xorb',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('xorb')),
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk(),
    hash: p.text(),
    /** As it was sent. */
    sizeBytes: p.bigint('number'),
    /** A `ChunkTable`; null until all of it has come. */
    chunks: p.blob().nullable(),
    /** Whether every chunk of it stands in a blob. */
    isCovered: p.boolean().onCreate(() => false),
    /** Until when the bytes that were sent are kept; null when they are gone. */
    keptUntil: p.datetime(3).nullable(),
  },
  indexes: [{ properties: ['repositoryId', 'hash'] }, { properties: ['keptUntil'] }],
})

/** For how long the bytes of a xorb wait for files that are made of it. */
export const keptHours = 24

/** A bundle of chunks that was brought to a repository. What it gives to files is found in their blobs afterwards. */
export class Xorb extends schema.class {
  /** Where its bytes are while they are kept. */
  key() {
    return `uploads/${this.id}`
  }

  table() {
    return new ChunkTable(Buffer.from(this.chunks!))
  }
}

schema.setClass(Xorb)
