import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Commits events of jobs, and tells of them as the platform does. */
export type Feed = {
  /** So many events a second of each job, one after the other, for a time. Answers how many were committed. */
  run: (jobIds: string[], options: { perSecond: number; seconds: number }) => Promise<number>
  close: () => Promise<void>
}

const table = `create table event (
  number bigserial primary key, job_id text not null, step int not null, at float8 not null, loss float8 not null
); create index on event (job_id, number);`

const insert = `with added as (
    insert into event (job_id, step, at, loss) select id, $2, $3, 1.5 from unnest($1::text[]) as id returning job_id
  ) select pg_notify('event', job_id) from added`

/** How often a second some of the jobs are served, so that not all events come at the same time. */
const ticksPerSecond = 50

export async function startFeed(databaseUrl: string): Promise<Feed> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(table)
  let step = 0

  return {
    run: async (jobIds, { perSecond, seconds }) => {
      const begun = performance.now()
      const ticks = Math.max(1, Math.round(ticksPerSecond / perSecond)) // for all jobs once
      const rounds = Math.round(perSecond * seconds)
      for (let round = 0; round < rounds; round++) {
        step++
        for (let tick = 0; tick < ticks; tick++) {
          const due = begun + ((round * ticks + tick) / (ticks * perSecond)) * 1_000
          const early = due - performance.now()
          if (early > 0) await wait(early)
          const ids = jobIds.filter((_, index) => index % ticks === tick)
          await client.query({ name: 'insert', text: insert, values: [ids, step, Date.now()] })
        }
      }
      return rounds * jobIds.length
    },
    close: () => client.end(),
  }
}
