import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import { blobOf } from '../uploads/blob.reference.ts'
import type { RowProblem } from './row.check.ts'
import { rowFormats, splitNames } from './row.formats.ts'
import { syntaxes } from './row.syntax.ts'

export const rowSetStates = ['PENDING', 'PASSED', 'FAILED'] as const

const setSchema = defineEntity({
  name: 'RowSet',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('rows')),
    repositoryId: p.text(),
    sha256: p.text(),
    split: p.enum(splitNames),
    syntax: p.enum(syntaxes),
    status: p.enum(rowSetStates),
    format: p.enum(rowFormats),
    /** Of those that have been read; they can be shown. */
    rowCount: p.bigint('number'),
    /** The first hundred. */
    problems: p.json<RowProblem[]>(),
    problemCount: p.integer(),
    /** Until then, somebody reads it. */
    claimedUntil: p.datetime(3).nullable(),
    blob: () => blobOf('row_set', 'cascade'),
  },
  uniques: [{ properties: ['repositoryId', 'sha256', 'split', 'syntax'] }],
  indexes: [{ name: 'row_set_pending_index', properties: ['id'], where: `"status" = 'PENDING'` }],
})

/** The rows of one content, read as those of a split: how many there are, and what is wrong with them. */
export class RowSet extends setSchema.class {}

setSchema.setClass(RowSet)

const pointSchema = defineEntity({
  name: 'RowPoint',
  properties: {
    rowSetId: () =>
      p.manyToOne(RowSet).joinColumn('row_set_id').mapToPk().primary().deleteRule('cascade'),
    row: p.bigint('number').primary(),
    offset: p.bigint('number'),
  },
})

/** Where one of the rows of each mebibyte begins, so that a page anywhere needs to read no more than that besides. */
export class RowPoint extends pointSchema.class {}

pointSchema.setClass(RowPoint)

/** Under which events tell that rows wait to be read. */
export const rowSetTopic = 'row_set'
