import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'

test('jobs that find no free slot say so, with their place, as the queue moves', async () => {
  const jobs = await startJobs('endless')
  const [first, second, third] = [await jobs.create(), await jobs.create(), await jobs.create()]
  const reasonOf = async (id: string) => (await jobs.read(id))!.statusReason
  await jobs.until(first, 'RUNNING')
  await expect
    .poll(() => reasonOf(second))
    .toBe('waits for a free slot: 1 of 1 is taken; first in the queue')
  await expect
    .poll(() => reasonOf(third))
    .toBe('waits for a free slot: 1 of 1 is taken; second in the queue')
  expect((await jobs.read(third))!.status).toBe('QUEUED')

  await jobs.execute('mutation ($id: ID!) { cancelJob(id: $id) { __typename } }', { id: first })
  await jobs.until(second, 'RUNNING')
  await expect
    .poll(() => reasonOf(third))
    .toBe('waits for a free slot: 1 of 1 is taken; first in the queue')
})

test('as many run at once as may', async () => {
  const jobs = await startJobs('endless', { MAX_RUNNING_JOBS: 2 })
  const made = [await jobs.create(), await jobs.create(), await jobs.create()]
  await jobs.until(made[1]!, 'RUNNING')
  await expect
    .poll(async () => (await jobs.read(made[2]!))!.statusReason)
    .toBe('waits for a free slot: 2 of 2 are taken; first in the queue')
  expect((await jobs.read(made[0]!))!.status).toBe('RUNNING')
})
