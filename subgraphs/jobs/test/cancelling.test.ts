import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { birthOf } from '@weft/kit/process-table'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import type { JobsUnderTest } from './harness.ts'

const cancel = /* GraphQL */ `
  mutation ($id: ID!) {
    cancelJob(id: $id) {
      __typename
      ... on CustomizationJob {
        status
        statusReason
      }
      ... on Error {
        message
      }
    }
  }
`
const checkpoints = /* GraphQL */ `
  query ($id: ID!) {
    job(id: $id) {
      ... on CustomizationJob {
        checkpoints {
          step
        }
      }
    }
  }
`

const savedBy = async ({ execute }: JobsUnderTest, id: string) => {
  const { data } = await execute<{ job: { checkpoints: { step: number }[] } }>(checkpoints, { id })
  return data!.job.checkpoints.length
}

test.for(['endless', 'stubborn'] as const)(
  'a job whose trainer is %s ends within 5 s of its cancelling, and what it saved stays',
  async (play) => {
    const jobs = await startJobs(play)
    const id = await jobs.create()
    await expect.poll(() => savedBy(jobs, id)).toBeGreaterThan(0)
    const state = await readFile(join(jobs.runsDir, `${id}-1`, 'state.json'), 'utf8')
    const { pid } = JSON.parse(state) as { pid: number }

    const askedAt = Date.now()
    const { data } = await jobs.execute(cancel, { id }, viewerWith('EDITOR', 'default', 'ada'))
    expect(data).toEqual({
      cancelJob: {
        __typename: 'CustomizationJob',
        status: 'CANCELLING',
        statusReason: 'cancelled by ada',
      },
    })
    expect(await jobs.until(id, 'CANCELLED')).toMatchObject({
      statusReason: 'cancelled by ada',
      attempts: [{ status: 'CANCELLED' }],
    })
    expect(Date.now() - askedAt).toBeLessThan(5_000)
    expect(await birthOf(pid)).toBe('')
    expect(await savedBy(jobs, id)).toBeGreaterThan(0)
  },
)

test('a job that waits is cancelled before it begins', async () => {
  const jobs = await startJobs('endless')
  await jobs.create()
  const second = await jobs.create()
  await jobs.execute(cancel, { id: second })
  expect(await jobs.until(second, 'CANCELLED')).toMatchObject({
    statusReason: 'cancelled by admin@tests',
    attempts: [],
  })
})

test('a finished job stays as it is', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  await jobs.until(id, 'SUCCEEDED')
  expect((await jobs.execute(cancel, { id })).data).toEqual({
    cancelJob: { __typename: 'ConflictError', message: `Job ${id} has ended already: succeeded.` },
  })
})
