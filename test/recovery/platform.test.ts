import { once } from 'node:events'
import { createClient } from '@weft/client/client'
import { followJob } from '@weft/client/follow-job'
import type { JobEvent } from '@weft/client/follow-job'
import { birthOf } from '@weft/kit/process-table'
import { expect, onTestFinished, test } from 'vitest'
import { JobDocument } from '../generated/documents.ts'
import { preparePlatform } from '../harness/process.ts'
import type { StartedPlatform } from '../harness/process.ts'
import { processesOf } from '../harness/process-table.ts'
import { createJob, createRows, longTraining, registerTinyworld } from '../harness/tinyworld.ts'

function clientOf(platform: StartedPlatform) {
  const client = createClient(platform)
  onTestFinished(client.close)
  return client
}

test('after a kill of the whole platform the job goes on or has failed with a reason, and nobody is left over', async () => {
  const { folder, start } = await preparePlatform({ WEFT_FIRST_MODEL: 'none' })
  const first = await start()
  const client = clientOf(first)
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const id = await createJob(client, {
    baseModelId,
    datasetId,
    hyperparameters: { ...longTraining, maxSteps: 100 },
  })
  const seen: JobEvent[] = []
  for await (const event of followJob(client, id)) {
    seen.push(event)
    if (event.__typename === 'JobMetricsReported' && event.step >= 10) break
  }
  const before = await processesOf(folder)

  const died = once(first.child, 'exit')
  process.kill(first.child.pid!, 'SIGKILL')
  await died
  const second = await start()

  const next = clientOf(second)
  const all: JobEvent[] = []
  for await (const event of followJob(next, id)) all.push(event)
  expect(all.slice(0, seen.length)).toEqual(seen)
  const { job } = await next.request(JobDocument, { id })
  expect(['SUCCEEDED', 'FAILED']).toContain(job!.status)
  expect(job!.status === 'SUCCEEDED' || job!.statusReason).toBeTruthy()

  const exitCode = once(second.child, 'exit')
  process.kill(second.child.pid!, 'SIGINT')
  expect((await exitCode)[0]).toBe(0)
  expect(await processesOf(folder)).toEqual([])
  for (const pid of before) await expect.poll(() => birthOf(pid)).toBe('')
})
