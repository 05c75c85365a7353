import { defineEntity, p } from '@mikro-orm/postgresql'
import { Repository } from '../repositories/repository.entity.ts'
import { Version } from './version.entity.ts'

const schema = defineEntity({
  name: 'CommitRequest',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    clientRequestId: p.text().primary(),
    versionId: () => p.manyToOne(Version).joinColumn('version_id').mapToPk(),
  },
  indexes: [{ properties: ['versionId'] }],
})

/** What a commit was answered that its client may send again: the version that it made, or the head that it did not change. */
export class CommitRequest extends schema.class {}

schema.setClass(CommitRequest)
