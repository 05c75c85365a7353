import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { loadOpenConfig } from '@weft/gateway/config'
import { startOpenServer } from '@weft/gateway/open/open-server'
import { freePort } from '@weft/kit/free-port'
import { createLogger } from '@weft/kit/log'
import { compose } from '../harness/compose.ts'
import { installPackages } from '../harness/install.ts'
import { startProducts } from './products.ts'

/**
 * Apollo's subgraph compatibility suite, its own tests run by its own jest: a subgraph on the libraries of ours, and our gateway
 * before it and the two subgraphs that the suite brings, in the place of Apollo's router.
 * @see https://github.com/apollographql/apollo-federation-subgraph-compatibility
 */
const suite = '@apollo/federation-subgraph-compatibility-tests'
const names = ['products', 'users', 'inventory'] as const
type Name = (typeof names)[number]

type Result = { fullName: string; status: string; failureMessages: string[] }
type Report = { testResults: { assertionResults: Result[]; message: string }[] }

const installed = await installPackages('compatibility', { [suite]: '1.2.1' })
const folder = join(installed, 'node_modules', suite)
const children: ChildProcess[] = []
const ports = await fromAll(() => freePort())
const origins = await fromAll(async (name) => `http://127.0.0.1:${ports[name]}`)

const products = await startProducts(
  await readFile(join(folder, 'products.graphql'), 'utf8'),
  ports.products,
)
for (const name of ['users', 'inventory'] as const)
  start(['index.js'], {
    cwd: join(folder, 'dist/subgraphs', name),
    environment: { [`${name.toUpperCase()}_PORT`]: String(ports[name]) },
  })
try {
  await fromAll(isUp)
  const sdl = compose(await fromAll(readSdl), origins)
  const config = loadOpenConfig({})
  const log = createLogger('gateway', 'silent')
  const gateway = await startOpenServer(
    { supergraph: { read: () => sdl }, host: '127.0.0.1', port: 0, config },
    log,
  )
  const found = await runTests(`${gateway.url}/graphql`)
  await gateway.close()
  for (const { fullName, status, failureMessages } of found)
    console.log(status === 'passed' ? '✓' : '✗', fullName, ...failureMessages)
  const passed = found.filter(({ status }) => status === 'passed').length
  console.log(`${passed} of ${found.length} tests passed, and all have to.`)
  if (!found.length || passed < found.length) process.exitCode = 1
} finally {
  for (const child of children) child.kill()
  await products.stop()
}

async function fromAll<T>(make: (name: Name) => Promise<T>): Promise<Record<Name, T>> {
  const made = names.map(async (name) => [name, await make(name)] as const)
  return Object.fromEntries(await Promise.all(made)) as Record<Name, T>
}

/** The suite looks for its gateway at one place only; this says where it is. */
async function runTests(gateway: string): Promise<Result[]> {
  const client = join(folder, 'dist/utils/client.js')
  const code = await readFile(client, 'utf8')
  await writeFile(client, code.replace(`'http://localhost:4000/'`, 'process.env.ROUTER_URL'))
  const jest = {
    rootDir: folder,
    testMatch: ['**/dist/tests/*.test.js'],
    testPathIgnorePatterns: [],
    haste: { retainAllFiles: true }, // also those below node_modules
  }
  const told = start(
    [
      join(installed, 'node_modules/jest/bin/jest.js'),
      '--ci',
      '--json',
      '--config',
      JSON.stringify(jest),
    ],
    { cwd: folder, environment: { ROUTER_URL: gateway, PRODUCTS_URL: `${origins.products}/` } },
  )
  const { testResults } = JSON.parse(await text(told.stdout!)) as Report
  return testResults.flatMap(({ assertionResults, message }) =>
    assertionResults.length
      ? assertionResults
      : [{ fullName: 'does not run', status: 'failed', failureMessages: [message] }],
  )
}

type Program = { cwd: string; environment: Record<string, string> }

function start(given: string[], { cwd, environment }: Program): ChildProcess {
  const child = spawn(process.execPath, given, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  return child
}

async function ask(name: Name, query: string): Promise<unknown> {
  const response = await fetch(origins[name], {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(5_000),
  })
  return ((await response.json()) as { data: unknown }).data
}

async function readSdl(name: Name): Promise<string> {
  const { _service } = (await ask(name, '{ _service { sdl } }')) as { _service: { sdl: string } }
  return _service.sdl
}

async function isUp(name: Name) {
  const until = Date.now() + 30_000
  while (!(await ask(name, '{ __typename }').catch(() => null))) {
    if (Date.now() > until) throw new Error(`\`${name}\` does not start.`)
    await wait(100)
  }
}
