import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { loadOpenConfig } from '@weft/gateway/config'
import { startOpenServer } from '@weft/gateway/open/open-server'
import { freePort } from '@weft/kit/free-port'
import { createLogger } from '@weft/kit/log'
import { installAudit } from './install.ts'

/** Of 199 cases. This number must not fall. */
const expected = 199

const config = loadOpenConfig({})
const log = createLogger('gateway', 'silent')

const folder = await installAudit()
const url = `http://127.0.0.1:${await freePort()}`
const server = start(['src/cli.ts', 'serve', '--port', new URL(url).port], {})
try {
  await isUp()
  const suites = JSON.parse(await read('/ids')) as string[]
  let [passed, all] = [0, 0]
  for (const suite of suites) {
    const { ok, failed } = await runSuite(suite)
    console.log(failed.length ? '✗' : '✓', suite, ...failed)
    passed += ok
    all += ok + failed.length
  }
  console.log(`${passed} of ${all} cases passed, and ${expected} have to.`)
  if (passed < expected) process.exitCode = 1
} finally {
  server.kill()
}

/** One supergraph, asked by the audit's own test through our gateway. */
async function runSuite(suite: string): Promise<{ ok: number; failed: string[] }> {
  const sdl = await read(`/${suite}/supergraph`)
  const gateway = await startOpenServer(
    { supergraph: { read: () => sdl }, host: '127.0.0.1', port: 0, config },
    log,
  )
  try {
    const test = start(['--test-reporter=tap', 'src/test.ts'], {
      TEST_SUITE: suite,
      TESTS_ENDPOINT: `${url}/${suite}/tests`,
      GRAPHQL_ENDPOINT: `${gateway.url}/graphql`,
    })
    const [said] = await Promise.all([text(test.stdout!), once(test, 'exit')])
    const cases = [...said.matchAll(/^ +(ok|not ok) \d+ - (\S+)/gm)]
    if (!cases.length) throw new Error(`${suite} has no cases:\n${said}`)
    const failed = cases.flatMap(([, outcome, name]) => (outcome === 'ok' ? [] : [name!]))
    return { ok: cases.length - failed.length, failed }
  } finally {
    await gateway.close()
  }
}

function start(given: string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...given], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function read(path: string): Promise<string> {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return response.text()
}

async function isUp() {
  const until = Date.now() + 30_000
  while (!(await read('/_health').catch(() => null))) {
    if (server.exitCode !== null || Date.now() > until) throw new Error('The audit does not start.')
    await wait(100)
  }
}
