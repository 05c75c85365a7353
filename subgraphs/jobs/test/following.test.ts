import { toCursor } from '@weft/kit/connection'
import { createLogger } from '@weft/kit/log'
import { expect, test } from 'vitest'
import { createApp } from '#app.ts'
import { Config } from '#config.ts'
import { createContext } from '#context.ts'
import { followEvents } from '#events/event.service.ts'
import { stoppable } from '@weft/kit/stoppable'
import { identitySecret, viewerWith } from '@weft/kit/testing/subgraph'
import { startJobs } from './harness.ts'
import { connect, eventsOf, jobWith } from './rows.ts'
import { subscribe } from './subscriber.ts'

const jobEvents = /* GraphQL */ `
  subscription ($id: ID!, $after: Cursor) {
    jobEvents(id: $id, after: $after) {
      cursor
      ... on JobStatusChanged {
        to
      }
      job {
        status
      }
    }
  }
`
type Data = { jobEvents: { cursor: string; to?: string; job: { status: string } } }

test('a subscriber that is cut off twenty times sees every event once, in order', async () => {
  const jobs = await startJobs('steady')
  const id = await jobs.create()
  const seen: string[] = []
  let isOver = false
  let cuts = 0
  while (!isOver) {
    const results = await subscribe<Data>(jobs, jobEvents, { id, after: seen.at(-1) })
    const patience = cuts < 20 ? 1 + Math.floor(Math.random() * 10) : Infinity
    let count = 0
    for await (const { data } of results) {
      seen.push(data!.jobEvents.cursor)
      if (data!.jobEvents.to === 'SUCCEEDED') isOver = true
      if (++count >= patience) break
    }
    if (!isOver) cuts += 1
  }
  expect(cuts).toBeGreaterThanOrEqual(20)
  const { data } = await jobs.execute<{ job: { events: { totalCount: number } } }>(
    'query ($id: ID!) { job(id: $id) { events(first: 1) { totalCount } } }',
    { id },
  )
  const all = Array.from({ length: data!.job.events.totalCount }, (_, index) => toCursor(index + 1))
  expect(seen).toEqual(all)
  expect(all.length).toBeGreaterThan(200)
})

test('the events of a job that ended are told to the last, and then no more', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  await jobs.until(id, 'SUCCEEDED')
  const told = await Array.fromAsync(await subscribe<Data>(jobs, jobEvents, { id }))
  const last = told.at(-1)!.data!.jobEvents
  expect(last).toMatchObject({ to: 'SUCCEEDED', job: { status: 'SUCCEEDED' } })
  const after = await Array.fromAsync(
    await subscribe<Data>(jobs, jobEvents, { id, after: last.cursor }),
  )
  expect(after).toEqual([])
})

test('a history longer than a page is told whole', async () => {
  const jobs = await startJobs('train')
  const orm = await connect(jobs.databaseUrl)
  const { id } = await jobWith(orm)
  await eventsOf(orm, id, [
    ...Array.from({ length: 1_200 }, (_, step) => ({
      type: 'METRICS' as const,
      data: { step, values: [] },
    })),
    { type: 'STATUS', data: { from: 'RUNNING', to: 'SUCCEEDED', reason: null } },
  ])
  const told = await Array.fromAsync(await subscribe<Data>(jobs, jobEvents, { id }))
  expect(told.map(({ data }) => data!.jobEvents.cursor)).toEqual(
    Array.from({ length: 1_201 }, (_, index) => toCursor(index + 1)),
  )
})

test('a cursor of something else is refused', async () => {
  const jobs = await startJobs('train')
  const orm = await connect(jobs.databaseUrl)
  const { id } = await jobWith(orm)
  const after = toCursor('job_1')
  expect(await Array.fromAsync(await subscribe(jobs, jobEvents, { id, after }))).toMatchObject([
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ])
})

test('a job is shown as it is, after each change, and a last time when it has ended', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  const document = 'subscription ($id: ID!) { jobUpdated(id: $id) { status progress { percent } } }'
  type Updated = { jobUpdated: { status: string; progress: { percent: number } } }
  const told = await Array.fromAsync(await subscribe<Updated>(jobs, document, { id }))
  const statuses = told.map(({ data }) => data!.jobUpdated.status)
  expect(statuses.at(-1)).toBe('SUCCEEDED')
  expect(statuses.filter((status) => status === 'SUCCEEDED')).toHaveLength(1)
  const percents = told.map(({ data }) => data!.jobUpdated.progress.percent)
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
})

test('a subscription that is left lets go of what it listens to, though nothing happens', async () => {
  const jobs = await startJobs('train')
  const config = Config.parse({
    DATABASE_URL: jobs.databaseUrl,
    GATEWAY_URL: jobs.platform.url,
    PUBLIC_URL: jobs.platform.url,
    IDENTITY_SECRET: identitySecret,
    RUNS_DIR: `${jobs.runsDir}/other`,
    PORT: 0,
  })
  const app = await createApp(config, createLogger('jobs', 'silent'))
  try {
    const job = await jobWith(app.orm, { status: 'FAILED', eventCount: 1 })
    const context = createContext(app, viewerWith('VIEWER'), 'request')
    const events = stoppable((signal) => followEvents(context, job, { last: 0, signal }))
    const waiting = events.next()
    await expect.poll(() => app.events.listenerCount('job_event')).toBe(1)
    await events.return(undefined)
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(app.events.listenerCount('job_event')).toBe(0)
  } finally {
    await app.close()
  }
})
