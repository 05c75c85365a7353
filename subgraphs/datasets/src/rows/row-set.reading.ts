import type { EntityManager } from '@mikro-orm/postgresql'
import { announce } from '@weft/kit/events'
import { newId } from '@weft/kit/ids'
import type { ObjectStore } from '@weft/kit/objects'
import { keyOfBlob } from '../uploads/blob.keys.ts'
import { checkRows } from './row.check.ts'
import type { CheckedRows } from './row.check.ts'
import type { SplitName } from './row.formats.ts'
import { readRows } from './row.reading.ts'
import { RowPoint, RowSet, rowSetTopic } from './row-set.entity.ts'
import type { Bytes, RowStart } from './row.ts'
import type { Syntax } from './row.syntax.ts'

/** A content whose rows are wanted, and how they are to be read. */
export type RowSource = {
  repositoryId: string
  sha256: string
  sizeBytes: number
  split: SplitName
  syntax: Syntax
}

type Stored = { em: EntityManager; objects: ObjectStore }

export async function bytesOf(
  { em, objects }: Stored,
  source: Pick<RowSource, 'repositoryId' | 'sha256' | 'sizeBytes'>,
): Promise<Bytes> {
  const key = await keyOfBlob(em, source)
  return { sizeBytes: source.sizeBytes, read: (range) => objects.read(key, range) }
}

export const keyOf = ({ sha256, split, syntax }: Pick<RowSource, 'sha256' | 'split' | 'syntax'>) =>
  `${sha256} ${split} ${syntax}`

/** What is known of the rows of some sources, by `keyOf`. */
export async function findRowSets(
  em: EntityManager,
  repositoryId: string,
  sources: RowSource[],
): Promise<Map<string, RowSet>> {
  const sha256 = { $in: [...new Set(sources.map((source) => source.sha256))] }
  const found = await em.find(RowSet, { repositoryId, sha256 }, { refresh: true })
  return new Map(found.map((set) => [keyOf(set), set]))
}

export type ReadRows = { source: RowSource; checked: CheckedRows; points: RowStart[] }

export async function readSource(stored: Stored, source: RowSource): Promise<ReadRows> {
  const points: RowStart[] = []
  const rows = readRows(source.syntax, await bytesOf(stored, source))
  const checked = await checkRows(rows, source.split, (_, point) => {
    if (point) points.push(point)
  })
  return { source, checked, points }
}

/** Keeps what reading told of good rows. */
export async function keepRead(em: EntityManager, read: ReadRows[]): Promise<void> {
  for (const { source, checked, points } of read) {
    const { repositoryId, sha256, split, syntax } = source
    await em.transactional(async (em) => {
      const [kept] = await em.execute<{ id: string }[]>(
        `insert into row_set
           (id, repository_id, sha256, split, syntax, status, format, row_count, problems, problem_count)
         values (?, ?, ?, ?, ?, 'PASSED', ?, ?, '[]', 0) on conflict do nothing returning id`,
        [newId('rows'), repositoryId, sha256, split, syntax, checked.format, checked.rowCount],
      )
      if (kept) await keepPoints(em, kept.id, points)
    })
  }
}

/** Leaves sources to be read in the background. */
export async function keepPending(em: EntityManager, sources: RowSource[]): Promise<void> {
  for (const { repositoryId, sha256, split, syntax } of sources)
    await em.execute(
      `insert into row_set
         (id, repository_id, sha256, split, syntax, status, format, row_count, problems, problem_count)
       values (?, ?, ?, ?, ?, 'PENDING', 'TABLE', 0, '[]', 0) on conflict do nothing`,
      [newId('rows'), repositoryId, sha256, split, syntax],
    )
  if (sources.length) await announce(em, rowSetTopic, '')
}

export async function keepPoints(
  em: EntityManager,
  rowSetId: string,
  points: RowStart[],
): Promise<void> {
  const rows = points.map(({ row, offset }) => ({ rowSetId, row, offset }))
  if (rows.length) await em.upsertMany(RowPoint, rows, { onConflictAction: 'ignore' })
}
