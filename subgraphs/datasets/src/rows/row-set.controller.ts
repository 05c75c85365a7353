import type { EntityManager } from '@mikro-orm/postgresql'
import { announce } from '@weft/kit/events'
import type { App } from '../app.ts'
import { repositoryTopic } from '../repositories/repository.entity.ts'
import { checkRows } from './row.check.ts'
import type { CheckedRows } from './row.check.ts'
import { readRows } from './row.reading.ts'
import { bytesOf, keepPoints } from './row-set.reading.ts'
import type { RowSource } from './row-set.reading.ts'
import type { RowStart } from './row.ts'

/** A reader that keeps nothing for so long is taken for dead, and another begins anew. */
const claimSeconds = 60
/** How often it keeps what was read so far, which can be shown then. */
const keepMs = 1_000

type Reading = Pick<App, 'orm' | 'objects'>
type Claimed = RowSource & { id: string }

/** Reads the rows that wait, one content after the other. */
export async function readPending({ orm, objects }: Reading, signal: AbortSignal): Promise<void> {
  for (let claimed; !signal.aborted && (claimed = await claim(orm.em.fork()));)
    await readClaimed({ orm, objects }, claimed, signal)
}

async function claim(em: EntityManager): Promise<Claimed | undefined> {
  const [claimed] = await em.execute<Claimed[]>(
    `update row_set set claimed_until = now() + make_interval(secs => ?), row_count = 0
     from blob
     where row_set.id = (
       select id from row_set where status = 'PENDING' and coalesce(claimed_until, '-infinity') < now()
       order by id limit 1 for update skip locked
     ) and blob.repository_id = row_set.repository_id and blob.sha256 = row_set.sha256
     returning row_set.id, row_set.repository_id as "repositoryId", row_set.sha256, split, syntax,
       blob.size_bytes::float8 as "sizeBytes"`,
    [claimSeconds],
  )
  return claimed
}

async function readClaimed({ orm, objects }: Reading, claimed: Claimed, signal: AbortSignal) {
  let points: RowStart[] = []
  const rows = readRows(claimed.syntax, await bytesOf({ em: orm.em.fork(), objects }, claimed))
  let keptAt = performance.now()
  const checked = await checkRows(rows, claimed.split, async (soFar, point) => {
    signal.throwIfAborted()
    if (point) points.push(point)
    if (performance.now() < keptAt + keepMs) return
    await keepProgress(orm.em.fork(), claimed, { points, soFar })
    points = []
    keptAt = performance.now()
  })
  await keepResult(orm.em.fork(), claimed, { points, checked })
}

type Progress = { points: RowStart[]; soFar: CheckedRows }

function keepProgress(em: EntityManager, { id }: Claimed, { points, soFar }: Progress) {
  return em.transactional(async (em) => {
    await em.execute(
      `update row_set set claimed_until = now() + make_interval(secs => ?), format = ?, row_count = ?
       where id = ?`,
      [claimSeconds, soFar.format, soFar.rowCount, id],
    )
    await keepPoints(em, id, points)
  })
}

type Result = { points: RowStart[]; checked: CheckedRows }

function keepResult(em: EntityManager, { id, repositoryId }: Claimed, { points, checked }: Result) {
  const { format, rowCount, problems, problemCount } = checked
  return em.transactional(async (em) => {
    await em.execute(
      `update row_set set status = ?, format = ?, row_count = ?, problems = ?::jsonb, problem_count = ?,
         claimed_until = null
       where id = ?`,
      [
        problemCount ? 'FAILED' : 'PASSED',
        format,
        rowCount,
        JSON.stringify(problems),
        problemCount,
        id,
      ],
    )
    await keepPoints(em, id, points)
    await announce(em, repositoryTopic, repositoryId)
  })
}
