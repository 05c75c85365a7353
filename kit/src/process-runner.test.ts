import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createLogger } from './log.ts'
import { createProcessRunner } from './process-runner.ts'
import { birthOf } from './process-table.ts'
import type { Workload } from './runner.ts'

const log = createLogger('runner', 'silent')

async function runnerAt(folder?: string) {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'weft-runner-')))
  const runner = await createProcessRunner(root, log)
  onTestFinished(async () => {
    await runner.close()
    if (!folder) await rm(root, { recursive: true, force: true })
  })
  return { root, runner }
}

const program = (script: string, fields: Partial<Workload> = {}): Workload => ({
  name: 'w-1',
  command: [process.execPath, '-e', script],
  environment: {},
  listens: false,
  ...fields,
})

const idle = 'setInterval(() => {}, 1000)'

test('a workload that is applied twice runs once', async () => {
  const { runner } = await runnerAt()
  await Promise.all([runner.apply(program(idle)), runner.apply(program(idle))])
  const first = await runner.find('w-1')
  await runner.apply(program(idle))
  expect(first).toMatchObject({ state: 'running', url: null })
  expect(await runner.find('w-1')).toEqual(first)
  expect(await runner.list()).toEqual(['w-1'])
})

test('a workload that ended says its exit code, and what it wrote stays readable', async () => {
  const { runner } = await runnerAt()
  await runner.apply(program('console.error("no such model"); process.exit(7)'))
  await expect
    .poll(() => runner.find('w-1'))
    .toMatchObject({ state: 'ended', exitCode: 7, reason: 'exit code 7' })
  expect(await runner.logs('w-1')).toBe('no such model\n')
})

test('a workload that was killed says by which signal', async () => {
  const { runner } = await runnerAt()
  await runner.apply(program('process.kill(process.pid, "SIGKILL")'))
  await expect
    .poll(() => runner.find('w-1'))
    .toMatchObject({ state: 'ended', exitCode: null, reason: 'killed by SIGKILL' })
})

test('a workload that ignores SIGTERM is removed all the same, with what it started', async () => {
  const { runner } = await runnerAt()
  const stubborn = `
    process.on('SIGTERM', () => {})
    const child = require('node:child_process').spawn(process.execPath, ['-e', '${idle}'])
    console.error(child.pid)
    ${idle}`
  await runner.apply(program(stubborn))
  await expect.poll(() => runner.logs('w-1')).toMatch(/^\d+\n$/)
  const grandchild = Number(await runner.logs('w-1'))

  await runner.remove('w-1', 0.2)

  expect(await runner.find('w-1')).toBeUndefined()
  expect(await runner.list()).toEqual([])
  await expect.poll(() => birthOf(grandchild)).toBe('')
})

test('a second runner at the same folder finds what the first one started', async () => {
  const { root, runner } = await runnerAt()
  await runner.apply(program(idle))
  const { runner: next } = await runnerAt(root)
  expect(await next.find('w-1')).toEqual(await runner.find('w-1'))
  await next.remove('w-1')
  expect(await next.find('w-1')).toBeUndefined()
})

test('a workload that listens has an address, and none of the secrets of the platform', async () => {
  process.env.IDENTITY_SECRET = 'not for workloads'
  onTestFinished(() => void delete process.env.IDENTITY_SECRET)
  const { runner } = await runnerAt()
  const server =
    'require("node:http").createServer((_, r) => r.end(JSON.stringify(process.env))).listen(process.env.PORT, process.env.HOST)'
  await runner.apply(program(server, { listens: true, environment: { MODEL: 'tiny' } }))
  const found = await runner.find('w-1')
  const url = found?.state === 'running' ? found.url! : ''
  await expect
    .poll(() =>
      fetch(url).then(
        (response) => response.json(),
        () => null,
      ),
    )
    .toMatchObject({ MODEL: 'tiny', HOST: '127.0.0.1' })
  expect(await (await fetch(url)).json()).not.toHaveProperty('IDENTITY_SECRET')
})

test('a command that does not exist is an error, not a running workload', async () => {
  const { runner } = await runnerAt()
  await expect(runner.apply(program('', { command: ['/no/such/program'] }))).rejects.toThrow(
    'ENOENT',
  )
  expect(await runner.find('w-1')).toBeUndefined()
})
