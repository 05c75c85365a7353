import { successOf } from '@weft/client/errors'
import type { Client } from '@weft/client/client'
import { CancelJobDocument } from '@weft/client/documents'
import { followJob } from '@weft/client/follow-job'
import type { JobEvent } from '@weft/client/follow-job'
import { expect, test } from 'vitest'
import { JobDocument, JobLogsDocument } from '../generated/documents.ts'
import { startCutting } from '../harness/cutting.ts'
import { startTogether } from '../harness/platform.ts'
import { processesOf } from '../harness/process-table.ts'
import { createJob, createRows, longTraining, registerTinyworld } from '../harness/tinyworld.ts'

async function startTraining(hyperparameters: object = longTraining) {
  const platform = await startTogether()
  const baseModelId = await registerTinyworld(platform.client)
  const datasetId = await createRows(platform.client)
  const start = (name: string) =>
    createJob(platform.client, {
      baseModelId,
      datasetId,
      name,
      hyperparameters: { ...longTraining, ...hyperparameters },
    })
  return { ...platform, start, id: await start('first') }
}

/** Reads a job's events until one of them fits. */
async function until(client: Client, id: string, fits: (event: JobEvent) => boolean) {
  for await (const event of followJob(client, id)) if (fits(event)) return event
  throw new Error('The job ended before.')
}

const isWorking = (event: JobEvent) => event.__typename === 'JobMetricsReported'

test('a trainer that was killed leaves a FAILED job that names the signal, and its logs', async () => {
  const { client, id, folder } = await startTraining()
  await until(client, id, isWorking)
  const [pid] = await processesOf(folder)

  const killedAt = Date.now()
  process.kill(pid!, 'SIGKILL')
  for await (const _ of followJob(client, id));

  expect(Date.now() - killedAt).toBeLessThan(15_000)
  const { job } = await client.request(JobDocument, { id })
  expect(job).toMatchObject({
    status: 'FAILED',
    statusReason: expect.stringContaining('SIGKILL'),
    attempts: [
      { number: 1, status: 'FAILED', exitCode: null, reason: expect.stringContaining('SIGKILL') },
    ],
  })
  const logs = await client.request(JobLogsDocument, { id })
  expect(logs.job!.logs.nodes.length).toBeGreaterThan(0)
})

test('a cancelled job ends within five seconds, and what it saved stays', async () => {
  const { client, id, folder } = await startTraining({ validationInterval: 5 })
  await until(client, id, (event) => event.__typename === 'JobCheckpointSaved')

  const cancelledAt = Date.now()
  const { cancelJob } = await client.request(CancelJobDocument, { id })
  successOf(cancelJob)
  for await (const _ of followJob(client, id));

  expect(Date.now() - cancelledAt).toBeLessThan(5_000)
  expect(await processesOf(folder)).toEqual([])
  const { job } = await client.request(JobDocument, { id })
  expect(job).toMatchObject({ status: 'CANCELLED', statusReason: expect.stringContaining('admin') })
  const { checkpoints } = job as { checkpoints: { version: { commit: string } | null }[] }
  expect(checkpoints.length).toBeGreaterThan(0)
  for (const { version } of checkpoints) expect(version!.commit).toMatch(/^[0-9a-f]{40}$/)
  const again = await client.request(CancelJobDocument, { id })
  expect(again.cancelJob.__typename).toBe('ConflictError')
})

test('a second job waits, says why and at which place, and begins when the first one has ended', async () => {
  const { client, id, start } = await startTraining()
  await until(client, id, isWorking)
  const second = await start('second')
  const third = await start('third')

  await expect
    .poll(async () => (await client.request(JobDocument, { id: third })).job)
    .toMatchObject({
      status: 'QUEUED',
      statusReason: expect.stringMatching(/1 of 1 .*second in the queue/),
    })
  const waiting = await client.request(JobDocument, { id: second })
  expect(waiting.job).toMatchObject({
    status: 'QUEUED',
    statusReason: expect.stringMatching(/1 of 1 .*first in the queue/),
  })

  await client.request(CancelJobDocument, { id })
  await until(client, second, isWorking)
  await client.request(CancelJobDocument, { id: second })
  await client.request(CancelJobDocument, { id: third })
})

test('a base model whose download breaks off again and again does not fail the job', async () => {
  const between = await startCutting({ mostAnsweredBytes: 1_000_000 })
  const { client, settings } = await startTogether({ publicUrl: between.url })
  between.leadTo(settings.port)
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const id = await createJob(client, { baseModelId, datasetId })
  for await (const _ of followJob(client, id));

  expect(between.tooMuch()).toBeGreaterThan(2)
  const { job } = await client.request(JobDocument, { id })
  expect(job).toMatchObject({ status: 'SUCCEEDED', attempts: [{ number: 1 }] })
})
