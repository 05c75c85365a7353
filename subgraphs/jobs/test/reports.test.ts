import { signIdentity } from '@weft/kit/identity'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import type { JobsUnderTest } from './harness.ts'
import { withoutWorker } from './rows.ts'

const at = new Date().toISOString()
const log = (seq: number) => ({ seq, at, type: 'log', stream: 'STDOUT', text: `line ${seq}` })

/** Posts as the worker of the first attempt, each event a line. */
async function post(jobs: JobsUnderTest, id: string, lines: (object | string)[]) {
  const viewer = { subject: `attempt:${id}/1`, grants: [] }
  const token = await signIdentity(identitySecret, viewer, { audience: 'jobs', seconds: 60 })
  const response = await fetch(`${jobs.url}/jobs/${id}/attempts/1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  })
  return { status: response.status, body: (await response.json()) as object }
}

const textsOf = async ({ execute }: JobsUnderTest, id: string) => {
  const { data } = await execute<{ job: { logs: { nodes: { text: string }[] } } }>(
    'query ($id: ID!) { job(id: $id) { logs { nodes { text } } } }',
    { id },
  )
  return data!.job.logs.nodes.map(({ text }) => text)
}

test('an event that is told twice is stored once', async () => {
  const { jobs, id } = await withoutWorker()
  expect(await post(jobs, id, [log(1), log(2)])).toEqual({
    status: 200,
    body: { ack: 2, control: 'continue' },
  })
  expect(await post(jobs, id, [log(1), log(2), log(2), log(3)])).toEqual({
    status: 200,
    body: { ack: 3, control: 'continue' },
  })
  expect(await textsOf(jobs, id)).toEqual(['line 1', 'line 2', 'line 3'])
})

test('a gap is refused with the number that is expected, and what came before it is stored', async () => {
  const { jobs, id } = await withoutWorker()
  expect(await post(jobs, id, [log(1), log(3)])).toEqual({
    status: 409,
    body: {
      error: 'Event 3 came before event 2; send from 2 on.',
      expected: 2,
      ack: 1,
    },
  })
  expect(await textsOf(jobs, id)).toEqual(['line 1'])
})

test('a bad line is named, and what came before it is stored', async () => {
  const { jobs, id } = await withoutWorker()
  expect(await post(jobs, id, [log(1), '{"seq":2,', log(3)])).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/^Line 2 is no JSON: /) as unknown, line: 2, ack: 1 },
  })
  const unknown = { seq: 2, at, type: 'progress', phase: 'WORKING', percent: 101 }
  expect(await post(jobs, id, [unknown])).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('percent') as unknown, line: 1, ack: 1 },
  })
  expect(await textsOf(jobs, id)).toEqual(['line 1'])
})

test('an empty report is a sign of life', async () => {
  const { jobs, id } = await withoutWorker()
  expect(await post(jobs, id, [])).toEqual({ status: 200, body: { ack: 0, control: 'continue' } })
})

test('a long report is stored in parts, in order', async () => {
  const { jobs, id } = await withoutWorker()
  const lines = Array.from({ length: 1_234 }, (_, index) => log(index + 1))
  expect(await post(jobs, id, lines)).toMatchObject({ status: 200, body: { ack: 1_234 } })
  const { data } = await jobs.execute(
    'query ($id: ID!) { job(id: $id) { logs(first: 1) { totalCount } } }',
    { id },
  )
  expect(data).toEqual({ job: { logs: { totalCount: 1_234 } } })
})

test('text that no database likes is stored all the same, cut where it is too long', async () => {
  const { jobs, id } = await withoutWorker()
  const odd = { ...log(1), text: 'a\0b\ud800c' }
  const long = { ...log(2), text: 'x'.repeat(20_000) }
  expect(await post(jobs, id, [odd, long])).toMatchObject({ status: 200 })
  const [first, second] = await textsOf(jobs, id)
  expect(first).toBe('a\ufffdb\ufffdc')
  expect(second).toBe(`${'x'.repeat(16_384)}… (cut)`)
})

test('what is no number is no measurement', async () => {
  const { jobs, id } = await withoutWorker()
  const values = [
    { name: 'train_loss', value: null },
    { name: 'tokens_per_second', value: 12 },
  ]
  expect(await post(jobs, id, [{ seq: 1, at, type: 'metrics', step: 1, values }])).toMatchObject({
    status: 200,
  })
  const { data } = await jobs.execute(
    'query ($id: ID!) { job(id: $id) { metrics { name last { value } } } }',
    { id },
  )
  expect(data).toEqual({ job: { metrics: [{ name: 'tokens_per_second', last: { value: 12 } }] } })
})

test('a result that belongs elsewhere and a commit that nobody made are refused', async () => {
  const { jobs, id } = await withoutWorker()
  const revision = 'a'.repeat(40)
  const elsewhere = { seq: 1, at, type: 'result', repository: 'other/model', revision }
  expect(await post(jobs, id, [elsewhere])).toMatchObject({ status: 400 })
  jobs.platform.answers.FindVersion = () => ({ dataset: { version: null } })
  const unmade = { seq: 1, at, type: 'checkpoint', step: 1, revision, metrics: [], isBest: true }
  expect(await post(jobs, id, [unmade])).toEqual({
    status: 400,
    body: { error: `\`default/out\` has no commit ${revision}.` },
  })
  jobs.platform.answers.FindVersion = () => new Error('away')
  expect(await post(jobs, id, [unmade])).toMatchObject({ status: 503 })
})

test('an attempt that is over wants no more reports', async () => {
  const { jobs, id } = await withoutWorker({ endedAt: new Date(), reason: 'exit code 1' })
  expect(await post(jobs, id, [log(1)])).toEqual({
    status: 410,
    body: { error: `Attempt 1 at job ${id} is over: exit code 1` },
  })
})

test('over a door that loses reports and answers, every event is stored exactly once', async () => {
  const jobs = await startJobs('train')
  let count = 0
  jobs.platform.lose = () => (['report', 'nothing', 'answer'] as const)[count++ % 3]!
  const id = await jobs.create()
  await jobs.until(id, 'SUCCEEDED')
  const { data } = await jobs.execute(
    'query ($id: ID!) { job(id: $id) { metrics(names: ["train_loss"]) { points { step } } } }',
    { id },
  )
  expect(data).toEqual({
    job: { metrics: [{ points: Array.from({ length: 20 }, (_, index) => ({ step: index + 1 })) }] },
  })
  expect(jobs.platform.posts.length).toBeGreaterThan(30)
})
