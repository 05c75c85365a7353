import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import type { JobsUnderTest } from './harness.ts'
import { ids, model } from './platform-double.ts'
import { connect, jobWith } from './rows.ts'

const logsOf = async ({ execute }: JobsUnderTest, id: string) => {
  const { data } = await execute<{ job: { logs: { nodes: object[] } } }>(
    'query ($id: ID!) { job(id: $id) { logs { nodes { stream text attempt } } } }',
    { id },
  )
  return data!.job.logs.nodes
}

const pidOf = async ({ runsDir }: JobsUnderTest, id: string) => {
  const state = await readFile(join(runsDir, `${id}-1`, 'state.json'), 'utf8')
  return (JSON.parse(state) as { pid: number }).pid
}

test('a trainer that is killed fails its job at once, by the name of the signal', async () => {
  const jobs = await startJobs('endless')
  const id = await jobs.create()
  await expect.poll(async () => (await jobs.read(id))!.progress.step).toBeGreaterThan(3)
  const killedAt = Date.now()
  process.kill(await pidOf(jobs, id), 'SIGKILL')
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: 'The trainer was killed by SIGKILL.',
    attempts: [{ status: 'FAILED', reason: 'The trainer was killed by SIGKILL.', exitCode: null }],
  })
  expect(Date.now() - killedAt).toBeLessThan(15_000)
})

test('a trainer that ends badly leaves its exit code and its last words', async () => {
  const jobs = await startJobs('crash')
  const id = await jobs.create()
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: 'The trainer ended with exit code 7.',
    attempts: [{ exitCode: 7 }],
    outputModel: null,
  })
  expect(await logsOf(jobs, id)).toEqual([
    { stream: 'STDERR', text: 'cannot read the weights', attempt: 1 },
  ])
})

test('a trainer’s own words are the reason', async () => {
  const jobs = await startJobs('complain')
  const id = await jobs.create()
  const reason = 'The row 17 of training/a.jsonl has no messages.'
  expect(await jobs.until(id, 'FAILED')).toMatchObject({ statusReason: reason })
  expect(await logsOf(jobs, id)).toEqual([{ stream: 'STDERR', text: reason, attempt: 1 }])
})

test('a trainer that ends without a result has failed', async () => {
  const jobs = await startJobs('idle')
  const id = await jobs.create()
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: 'The trainer ended without a result.',
  })
})

test('a silent trainer is ended', async () => {
  const jobs = await startJobs('silent', { WORKER_SILENCE_SECONDS: 1 })
  const id = await jobs.create()
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: 'The trainer was silent for 1 s.',
  })
  await expect.poll(() => pidOf(jobs, id).catch(() => 'gone')).toBe('gone')
})

test('a trainer that cannot be started has failed', async () => {
  const jobs = await startJobs('train', { TRAINER_COMMAND: ['/no/such/trainer'] })
  const id = await jobs.create()
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: expect.stringContaining('ENOENT') as unknown,
  })
})

test('a result that is refused fails the job with the refusal', async () => {
  const jobs = await startJobs('train')
  const message = 'adapter_model.safetensors: lora_A of layer 0 has the wrong shape.'
  jobs.platform.answers.RegisterAdapter = () => ({
    registerModel: { __typename: 'ValidationError', message },
  })
  const id = await jobs.create()
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: message,
    attempts: [{ status: 'SUCCEEDED' }],
    outputModel: null,
  })
})

test('an output repository that holds data refuses the job', async () => {
  const jobs = await startJobs('train')
  jobs.platform.answers.CreateOutputRepository = () => ({
    createDataset: { __typename: 'ConflictError', message: 'It is there already.' },
  })
  jobs.platform.answers.FindRepository = () => ({ dataset: { id: 'r', kind: 'DATASET' } })
  const id = await jobs.create({ outputModel: { name: 'atlas' } })
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason:
      '`default/atlas` is a repository of data already; name the output model otherwise.',
    attempts: [],
  })
})

test('a platform that is away for a while holds a job up, no more', async () => {
  const jobs = await startJobs('train')
  const usual = jobs.platform.answers.CreateOutputRepository!
  jobs.platform.answers.CreateOutputRepository = () => new Error('the data store is away')
  const id = await jobs.create()
  await expect
    .poll(async () => (await jobs.read(id))!.statusReason)
    .toBe('waits for the platform: The graph answered: the data store is away.')
  jobs.platform.answers.CreateOutputRepository = usual
  expect(await jobs.until(id, 'SUCCEEDED')).toMatchObject({ statusReason: null })
})

test('a platform that is away for ten minutes fails a job', async () => {
  const jobs = await startJobs('train')
  jobs.platform.answers.CreateOutputRepository = () => new Error('the data store is away')
  const orm = await connect(jobs.databaseUrl)
  const { id } = await jobWith(orm, {
    status: 'QUEUED',
    outputRepositoryId: null,
    unansweredSince: new Date(Date.now() - 11 * 60_000),
  })
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason:
      'The platform did not answer for 10 minutes: The graph answered: the data store is away.',
  })
})

test.for([
  ['dataset', ids.dataset, 'default/atlas'],
  ['base model', model.artifact.repository.id, 'default/tinyworld'],
])('a job whose %s is deleted while it is made fails before it begins', async ([, lost, ref]) => {
  const jobs = await startJobs('train')
  jobs.platform.answers.RemainingDataset = ({ id }) => ({
    remainingDataset: id === lost ? null : { id },
  })
  const id = await jobs.create()
  expect(await jobs.until(id, 'FAILED')).toMatchObject({
    statusReason: `\`${ref}\` was deleted, or moved to another namespace.`,
    attempts: [],
  })
  expect(jobs.platform.asked.map(({ name }) => name)).not.toContain('CreateOutputRepository')
})
