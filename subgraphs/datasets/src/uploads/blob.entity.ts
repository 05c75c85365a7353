import { defineEntity, p } from '@mikro-orm/postgresql'
import { Repository } from '../repositories/repository.entity.ts'

const schema = defineEntity({
  name: 'Blob',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    sha256: p.text().primary(),
    sizeBytes: p.bigint('number'),
    /** The id that git gives this content; only of small ones that came inside a request. */
    gitOid: p.text().nullable(),
    /** Whether a version has it. */
    isCommitted: p.boolean().onCreate(() => false),
  },
})

/**
 * A content whose bytes were brought to this repository and read here. To know its hash gives nothing to anyone: the
 * same bytes in another repository are another blob.
 */
export class Blob extends schema.class {}

schema.setClass(Blob)

export const blobKey = (repositoryId: string, sha256: string): string =>
  `blobs/${repositoryId}/${sha256}`
