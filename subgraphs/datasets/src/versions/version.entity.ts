import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import { Repository } from '../repositories/repository.entity.ts'
import { splitNames } from '../rows/row.formats.ts'
import type { SplitName } from '../rows/row.formats.ts'
import { syntaxes } from '../rows/row.syntax.ts'
import type { Syntax } from '../rows/row.syntax.ts'
import { blobOf } from '../uploads/blob.reference.ts'

const versionSchema = defineEntity({
  name: 'Version',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('version')),
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk(),
    number: p.integer(),
    commit: p.text(),
    parentId: p.text().nullable(),
    /** How many come before it on its branch. */
    depth: p.integer(),
    message: p.text(),
    author: p.text(),
    committedAt: p.datetime(3),
  },
  uniques: [{ properties: ['repositoryId', 'number'] }, { properties: ['repositoryId', 'commit'] }],
})

/** Where a repository stands before its first commit, as git has it: nothing is there. */
export const noCommit = '0'.repeat(40)

/** One commit: never changed once it is there. */
export class Version extends versionSchema.class {}

versionSchema.setClass(Version)

const fileSchema = defineEntity({
  name: 'VersionFile',
  properties: {
    versionId: () => p.manyToOne(Version).joinColumn('version_id').mapToPk().primary(),
    path: p.text().collation('C').primary(),
    repositoryId: p.text(),
    sha256: p.text(),
    sizeBytes: p.bigint('number'),
    gitOid: p.text().nullable(),
    /** Both are set when the file holds rows. */
    split: p.enum(splitNames).nullable(),
    syntax: p.enum(syntaxes).nullable(),
    /** The version that gave the path this content. */
    changedIn: p.text(),
    blob: () => blobOf('version_file', 'no action'),
  },
  indexes: [{ properties: ['repositoryId', 'sha256'] }],
})

/** A file as the manifest of a version has it. */
export type ManifestFile = {
  path: string
  sha256: string
  sizeBytes: number
  gitOid: string | null
  split: SplitName | null
  syntax: Syntax | null
}

/** One file of one version. */
export class VersionFile extends fileSchema.class {}

fileSchema.setClass(VersionFile)

const folderSchema = defineEntity({
  name: 'VersionFolder',
  properties: {
    versionId: () => p.manyToOne(Version).joinColumn('version_id').mapToPk().primary(),
    /** Empty for the root, which every version has. */
    path: p.text().collation('C').primary(),
    repositoryId: p.text(),
    /** The id that git gives a tree with these contents. */
    oid: p.text(),
    /** The version after which it looks as it does. */
    changedIn: p.text(),
  },
  indexes: [{ properties: ['repositoryId'] }],
})

/** One folder of one version, as its files make it. */
export class VersionFolder extends folderSchema.class {}

folderSchema.setClass(VersionFolder)

const branchSchema = defineEntity({
  name: 'Branch',
  properties: {
    repositoryId: () => p.manyToOne(Repository).joinColumn('repository_id').mapToPk().primary(),
    name: p.text().primary(),
    versionId: () => p.manyToOne(Version).joinColumn('version_id').mapToPk(),
  },
  indexes: [{ properties: ['versionId'] }],
})

/** A name that moves on with each commit. */
export class Branch extends branchSchema.class {}

branchSchema.setClass(Branch)
