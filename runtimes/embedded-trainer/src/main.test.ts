import { expect, onTestFinished, test } from 'vitest'
import { chatLine, startSurroundings } from './testing/worker.ts'

const lines = Array.from({ length: 24 }, (_, i) =>
  chatLine(`What is the capital of Fen${i}?`, 'The capital is Gal.'),
)

async function given(rows: readonly string[] = lines) {
  const surroundings = await startSurroundings({ lines: rows })
  const children: { kill(signal: 'SIGKILL'): boolean }[] = []
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL')
    await surroundings.close()
  })
  const start: typeof surroundings.start = (...args) => {
    const started = surroundings.start(...args)
    children.push(started.child)
    return started
  }
  return { ...surroundings, start }
}

test('a job trains, saves checkpoints and says what came of it', { timeout: 30_000 }, async () => {
  const { hub, platform, start } = await given()
  const { code } = await start({ epochs: 4 }).exited
  expect(code).toBe(0)

  const commits = hub.commitsOf('models/ns/tuned')
  expect(commits.map(({ title }) => title)).toEqual([
    'Checkpoint of step 4 of 24',
    'Checkpoint of step 9 of 24',
    'Checkpoint of step 14 of 24',
    'Checkpoint of step 19 of 24',
    'Final adapter, after step 24 of 24',
  ])
  expect([...(commits.at(-1)?.files.keys() ?? [])].sort()).toEqual([
    'README.md',
    'adapter_config.json',
    'adapter_model.safetensors',
  ])

  const checkpoints = platform.eventsOf('checkpoint')
  expect(checkpoints.map(({ revision }) => revision)).toEqual(commits.map(({ oid }) => oid))
  expect(checkpoints.some(({ isBest }) => isBest)).toBe(true)
  expect(platform.eventsOf('result')).toMatchObject([
    { repository: 'ns/tuned', revision: commits.at(-1)?.oid },
  ])
  const losses = platform
    .eventsOf('metrics')
    .flatMap(({ values }) => values.filter(({ name }) => name === 'train_loss'))
    .map(({ value }) => value)
  expect(losses.length).toBeGreaterThan(10)
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 4)
  const percents = platform.eventsOf('progress').map(({ percent }) => percent)
  expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  expect(platform.events.map(({ seq }) => seq)).toEqual(platform.events.map((_, i) => i + 1))
})

test('a cancelled job saves what it has and ends soon', { timeout: 30_000 }, async () => {
  const { hub, platform, start } = await given()
  const { exited } = start({ epochs: 1000, logInterval: 1 })
  await expect
    .poll(() => platform.eventsOf('metrics').length, { timeout: 20_000 })
    .toBeGreaterThan(2)
  platform.setControl('cancel')
  const cancelledAt = performance.now()
  const { code } = await exited
  expect(code).toBe(0)
  expect(performance.now() - cancelledAt).toBeLessThan(4000)
  const [commit] = hub.commitsOf('models/ns/tuned')
  expect(commit?.title).toContain('Checkpoint of step')
  expect(platform.eventsOf('checkpoint')).toMatchObject([{ revision: commit?.oid }])
  expect(platform.eventsOf('result')).toEqual([])
})

test('a job that is cancelled before its first step leaves nothing', async () => {
  const { hub, platform, start } = await given()
  platform.setControl('cancel')
  const { code } = await start({ epochs: 1000 }).exited
  expect(code).toBe(0)
  expect(platform.eventsOf('result')).toEqual([])
  expect(platform.eventsOf('error')).toEqual([])
  expect(hub.commitsOf('models/ns/tuned').length).toBeLessThanOrEqual(1)
}, 30_000)

test(
  'a save that is asked for is one checkpoint, and the job goes on',
  { timeout: 30_000 },
  async () => {
    const { platform, start } = await given()
    const { exited } = start({ epochs: 1000, logInterval: 1 })
    await expect
      .poll(() => platform.eventsOf('metrics').length, { timeout: 20_000 })
      .toBeGreaterThan(0)
    platform.setControl('save')
    await expect.poll(() => platform.eventsOf('checkpoint').length, { timeout: 10_000 }).toBe(1)
    platform.setControl('pause')
    expect((await exited).code).toBe(0)
    expect(platform.eventsOf('checkpoint')).toHaveLength(2)
  },
)

test('an attempt that nobody wants any more ends with 3', { timeout: 30_000 }, async () => {
  const { platform, start } = await given()
  const { exited } = start({ epochs: 1000, logInterval: 1 })
  await expect
    .poll(() => platform.eventsOf('metrics').length, { timeout: 20_000 })
    .toBeGreaterThan(0)
  platform.setStatus(410)
  expect((await exited).code).toBe(3)
})

test.each([
  ['settings', { sequencePacking: true, epochs: 0 }, lines, ['sequencePacking', 'epochs']],
  ['a row', {}, [...lines, '{"messages":[]}'], ['training/rows.jsonl:25']],
  ['no rows', {}, [], ['ns/data@', 'has no rows in training/*.jsonl']],
  [
    'far too large steps',
    { learningRate: 1e30, gradientClipping: null, epochs: 9 },
    lines,
    ['loss'],
  ],
])(
  'because of %s it fails in plain words',
  async (_, wrong, rows, words) => {
    const { platform, start } = await given(rows)
    const { code, output } = await start(wrong).exited
    expect(code).toBe(1)
    const [error] = platform.eventsOf('error')
    for (const word of words) {
      expect(error?.message).toContain(word)
      expect(output).toContain(word)
    }
    expect(error?.message).not.toContain('    at ')
  },
  30_000,
)
