import { defineEntity, p } from '@mikro-orm/postgresql'
import { Repository } from '../repositories/repository.entity.ts'
import { Version } from '../versions/version.entity.ts'

const schema = defineEntity({
  name: 'Tag',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    name: p.text().primary(),
    versionId: () => p.manyToOne(Version).joinColumn('version_id').mapToPk(),
    message: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
  indexes: [{ properties: ['versionId'] }],
})

/** A name that stays with one version. */
export class Tag extends schema.class {}

schema.setClass(Tag)
