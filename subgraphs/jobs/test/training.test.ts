import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import { ids } from './platform-double.ts'

test('a job is queued, trained, registered, and says so', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  const job = await jobs.until(id, 'SUCCEEDED')
  expect(job).toEqual({
    status: 'SUCCEEDED',
    statusReason: null,
    progress: { percent: 100, phase: 'DONE', step: 20, secondsRemaining: null },
    attempts: [{ number: 1, status: 'SUCCEEDED', reason: null, exitCode: 0 }],
    outputModel: { id: ids.adapter },
  })
})
