import { followJob } from '@weft/client/follow-job'
import type { JobEvent } from '@weft/client/follow-job'
import { expect, test } from 'vitest'
import { JobDocument } from '../generated/documents.ts'
import { startAllApart } from '../harness/platform.ts'
import { createJob, createRows, registerTinyworld } from '../harness/tinyworld.ts'

test('a job goes on when the jobs service is killed and comes back, and no event is lost', async () => {
  const { client, kill, restart } = await startAllApart()
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const hyperparameters = { epochs: 20, learningRate: 1e-3, maxSteps: 100 }
  const id = await createJob(client, { baseModelId, datasetId, hyperparameters })

  const events: JobEvent[] = []
  let kills = 0
  for await (const event of followJob(client, id)) {
    events.push(event)
    if (event.__typename === 'JobMetricsReported' && event.step === 20 * (kills + 1) && kills < 2) {
      kills++
      await kill('jobs')
      await restart('jobs')
    }
  }

  expect(kills).toBe(2)
  const { job } = await client.request(JobDocument, { id })
  expect(job).toMatchObject({
    status: 'SUCCEEDED',
    attempts: [{ number: 1, exitCode: expect.toBeOneOf([0, null]) }],
  })
  const cursors = events.map(({ cursor }) => cursor)
  expect(new Set(cursors).size).toBe(cursors.length)
  const steps = events.flatMap((event) =>
    event.__typename === 'JobMetricsReported' &&
    event.values.some(({ name }) => name === 'train_loss')
      ? [event.step]
      : [],
  )
  expect(steps).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
})
