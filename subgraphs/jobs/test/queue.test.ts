import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import type { Answers } from './platform-double.ts'

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

/** The quotas as the graph tells them; namespaces that are not named have none. */
const quotasOf = (runningJobs: Record<string, number>) =>
  ((_variables, { grants }) => ({
    namespaces: {
      nodes: grants.map(({ namespace: name }) => ({
        name,
        quota: { runningJobs: runningJobs[name] ?? null },
      })),
    },
  })) satisfies Answers[string]

test('a job whose namespace runs as many as it may waits, says so, and lets those of others pass', async () => {
  const jobs = await startJobs('endless', { MAX_RUNNING_JOBS: 3 })
  jobs.platform.answers['NamespaceQuotas'] = quotasOf({ default: 1 })
  const [first, second] = [await jobs.create(), await jobs.create()]
  const other = await jobs.create({ namespace: 'other' })
  await jobs.until(first, 'RUNNING')
  await jobs.until(other, 'RUNNING')
  const waiting = async () => {
    const { status, statusReason } = (await jobs.read(second))!
    return [status, statusReason]
  }
  await expect
    .poll(waiting)
    .toEqual(['QUEUED', 'waits for the quota of namespace `default`: 1 of 1 running jobs'])

  jobs.platform.answers['NamespaceQuotas'] = quotasOf({ default: 2 })
  await jobs.until(second, 'RUNNING')
  const asked = jobs.platform.asked.filter(({ name }) => name === 'NamespaceQuotas')
  expect(new Set(asked.map(({ viewer }) => viewer.subject))).toEqual(new Set(['service:jobs']))
  expect(new Set(asked.flatMap(({ viewer }) => viewer.grants.map(({ role }) => role)))).toEqual(
    new Set(['VIEWER']),
  )
})

test('of many jobs at once no more run than the quota of their namespace allows', async () => {
  const jobs = await startJobs('endless', { MAX_RUNNING_JOBS: 10 })
  jobs.platform.answers['NamespaceQuotas'] = quotasOf({ default: 2 })
  const made = await Promise.all(Array.from({ length: 8 }, () => jobs.create()))
  const reason = 'waits for the quota of namespace `default`: 2 of 2 running jobs'
  const statuses = async () => {
    const read = await Promise.all(made.map((id) => jobs.read(id)))
    return Map.groupBy(read, (job) => job!.statusReason ?? job!.status)
  }
  const counts = async () =>
    Object.fromEntries([...(await statuses())].map(([key, those]) => [key, those.length]))
  await expect.poll(counts, { timeout: 10_000 }).toEqual({ RUNNING: 2, [reason]: 6 })
})

test('while nobody tells the quotas no job begins, and those that run go on', async () => {
  const jobs = await startJobs('endless', { MAX_RUNNING_JOBS: 2 })
  const first = await jobs.create()
  await jobs.until(first, 'RUNNING')
  jobs.platform.answers['NamespaceQuotas'] = () => new Error('entities does not answer')
  const second = await jobs.create()
  await expect
    .poll(async () => (await jobs.read(second))!.statusReason)
    .toBe('waits for the platform: The graph answered: entities does not answer.')
  await jobs.execute('mutation ($id: ID!) { cancelJob(id: $id) { __typename } }', { id: first })
  await jobs.until(first, 'CANCELLED')

  jobs.platform.answers['NamespaceQuotas'] = quotasOf({})
  await jobs.until(second, 'RUNNING')
})
