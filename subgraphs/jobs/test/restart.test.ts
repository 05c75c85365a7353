import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programEnvironment } from '@weft/kit/config'
import { freePort } from '@weft/kit/free-port'
import { signIdentity } from '@weft/kit/identity'
import { birthOf } from '@weft/kit/process-table'
import { createDatabase } from '@weft/kit/testing/database'
import { identitySecret, viewerWith } from '@weft/kit/testing/subgraph'
import type { SubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { expect, onTestFinished, test } from 'vitest'
import { Attempt } from '#attempts/attempt.entity.ts'
import { Job } from '#jobs/job.entity.ts'
import { migrate, trainerThatPlays, usesOf } from './harness.ts'
import type { Play } from './harness.ts'
import { startPlatformDouble } from './platform-double.ts'
import type { PlatformDouble } from './platform-double.ts'
import { connect } from './rows.ts'

const main = join(import.meta.dirname, '../src/main.ts')

/** The service as a process of its own, that can be killed and started again where it was. */
async function startAlone(play: Play) {
  const platform = await startPlatformDouble()
  const database = await createDatabase('jobs', migrate)
  onTestFinished(database.drop)
  const runsDir = await mkdtemp(join(tmpdir(), 'weft-jobs-'))
  onTestFinished(() => rm(runsDir, { recursive: true, force: true }))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  platform.target = url
  const environment = {
    ...programEnvironment(),
    PORT: String(port),
    LOG_LEVEL: 'error',
    IDENTITY_SECRET: identitySecret,
    DATABASE_URL: database.url,
    GATEWAY_URL: platform.url,
    PUBLIC_URL: platform.url,
    RUNS_DIR: runsDir,
    MAX_RUNNING_JOBS: '1',
    TRAINER_COMMAND: JSON.stringify(trainerThatPlays(play)),
  }
  let service: ChildProcess
  const start = async () => {
    service = spawn(process.execPath, [main], { env: environment, stdio: 'inherit' })
    const isReady = () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    await expect.poll(isReady, { timeout: 20_000, interval: 50 }).toBe(true)
  }
  const end = async (signal: NodeJS.Signals) => {
    if (service.exitCode !== null || service.signalCode !== null) return
    const ended = once(service, 'exit')
    service.kill(signal)
    await ended
  }
  await start()
  onTestFinished(() => end('SIGTERM'))
  const execute = executeAt(url)
  const pidOf = async (id: string) => {
    const state = await readFile(join(runsDir, `${id}-1`, 'state.json'), 'utf8')
    return (JSON.parse(state) as { pid: number }).pid
  }
  const forget = async (id: string) => {
    const orm = await connect(database.url)
    await orm.em.fork().nativeDelete(Attempt, { jobId: id })
    await orm.em.fork().nativeDelete(Job, { id })
  }
  return { platform, runsDir, start, end, pidOf, forget, execute, ...usesOf({ execute }) }
}

const executeAt =
  (url: string): SubgraphUnderTest['execute'] =>
  async (query, variables, viewer = viewerWith('ADMIN')) => {
    const token = await signIdentity(identitySecret, viewer, { audience: 'jobs', seconds: 60 })
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as never
  }

/** The highest number that a worker was told is stored. */
const acknowledged = ({ posts }: PlatformDouble) =>
  Math.max(0, ...posts.map(({ answer }) => (JSON.parse(answer) as { ack?: number }).ack ?? 0))

const workerEvents = /* GraphQL */ `
  query ($id: ID!) {
    job(id: $id) {
      metrics(names: ["train_loss"]) {
        points {
          step
        }
      }
      events(first: 1) {
        totalCount
      }
    }
  }
`

test('a job goes on over a killed service, and nothing that was acknowledged is lost', async () => {
  const alone = await startAlone('steady')
  const id = await alone.create()
  await expect.poll(() => acknowledged(alone.platform)).toBeGreaterThan(20)
  await alone.end('SIGKILL')
  const before = acknowledged(alone.platform)
  const pid = await alone.pidOf(id)
  expect(await birthOf(pid)).not.toBe('')

  await alone.start()
  expect(await alone.until(id, 'SUCCEEDED', 25_000)).toMatchObject({
    attempts: [{ number: 1, status: 'SUCCEEDED' }],
  })
  expect(acknowledged(alone.platform)).toBeGreaterThan(before)
  const { data } = await alone.execute(workerEvents, { id })
  const steps = Array.from({ length: 100 }, (_, index) => ({ step: index + 1 }))
  expect(data).toMatchObject({ job: { metrics: [{ points: steps }] } })
  await expect.poll(() => readdir(alone.runsDir)).toEqual([])
})

test('a trainer that ended while the service was away is judged by what it told', async () => {
  const alone = await startAlone('endless')
  const id = await alone.create()
  await expect.poll(() => acknowledged(alone.platform)).toBeGreaterThan(5)
  await alone.end('SIGKILL')
  process.kill(await alone.pidOf(id), 'SIGKILL')
  await alone.start()
  expect(await alone.until(id, 'FAILED')).toMatchObject({
    statusReason:
      'The trainer ended unseen, while or after the platform was restarted: nobody knows its exit code.',
    attempts: [{ exitCode: null }],
  })
  await expect.poll(() => readdir(alone.runsDir)).toEqual([])
})

test('a platform that stops ends its trainers, and says so when it is back', async () => {
  const alone = await startAlone('endless')
  const id = await alone.create()
  await expect.poll(() => acknowledged(alone.platform)).toBeGreaterThan(5)
  const pid = await alone.pidOf(id)
  await alone.end('SIGTERM')
  expect(await birthOf(pid)).toBe('')
  await alone.start()
  expect(await alone.until(id, 'FAILED')).toMatchObject({
    statusReason: 'The platform was stopped while the job ran.',
  })
})

test('a workload that nobody owns is removed', async () => {
  const alone = await startAlone('endless')
  const id = await alone.create()
  await expect.poll(() => acknowledged(alone.platform)).toBeGreaterThan(0)
  const pid = await alone.pidOf(id)
  await alone.end('SIGKILL')
  await alone.forget(id)
  await alone.start()
  await expect.poll(() => birthOf(pid), { timeout: 10_000 }).toBe('')
  await expect.poll(() => readdir(alone.runsDir)).toEqual([])
})
