import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { programEnvironment } from '@weft/kit/config'
import { freePort } from '@weft/kit/free-port'
import { findBinaries, homeFor, serverUser } from './postgres-home.ts'

export type Postgres = {
  urlOf: (database: string) => string
  pid: number
  stop: () => Promise<void>
}

type Options = {
  folder: string
  /** Without it, a crash of the machine may lose the last commits: for tests. */
  isDurable?: boolean
  onExit?: (reason: string) => void
}

const run = promisify(execFile)
const environment = { ...programEnvironment(), LC_ALL: 'C' }

/**
 * A real PostgreSQL from npm, on a free loopback port, its files under `folder`. A server that an earlier, killed run
 * left behind is stopped first, so that its files have one owner.
 */
export async function startPostgres({
  folder,
  isDurable = true,
  onExit,
}: Options): Promise<Postgres> {
  const binaries = await findBinaries()
  const data = await homeFor(join(resolve(folder), 'postgres'))
  await mkdir(data, { recursive: true })
  if (serverUser) await chown(data, serverUser.uid, serverUser.gid)
  await chmod(data, 0o700)

  if (!existsSync(join(data, 'PG_VERSION'))) await initialize(binaries.initdb, data)
  await stopLeftover(data)

  const port = await freePort()
  const settings = [
    `listen_addresses=127.0.0.1`,
    `unix_socket_directories=`,
    `max_connections=${isDurable ? 100 : 400}`,
    ...(isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const server = spawn(
    binaries.postgres,
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...serverUser, stdio: ['ignore', 'ignore', 'pipe'], env: environment, detached: true },
  )
  await untilReady(server)

  let isStopping = false
  server.once('exit', (code, signal) => {
    if (!isStopping) onExit?.(`Postgres ended by itself (${signal ?? `exit code ${code}`}).`)
  })
  const urlOf = (database: string) => `postgres://weft@127.0.0.1:${port}/${database}`
  return {
    urlOf,
    pid: server.pid!,
    stop: async () => {
      isStopping = true
      if (server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      server.kill('SIGINT') // fast shutdown: ends sessions, writes a checkpoint
      if ((await Promise.race([ended, wait(20_000, 'late', { ref: false })])) === 'late')
        server.kill('SIGQUIT')
      await ended
    },
  }
}

async function initialize(initdb: string, data: string) {
  const options = [
    '-U',
    'weft',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]
  try {
    await run(initdb, ['-D', data, ...options], { ...serverUser, env: environment })
  } catch (error) {
    await rm(data, { recursive: true, force: true })
    throw new Error(`initdb could not make a database cluster in ${data}: ${String(error)}`, {
      cause: error,
    })
  }
}

/** The first line of `postmaster.pid` is the server's process, the second its data directory. */
async function stopLeftover(data: string) {
  const lock = join(data, 'postmaster.pid')
  if (!existsSync(lock)) return
  const [pid, directory] = (await readFile(lock, 'utf8')).split('\n')
  if (directory !== data || !isPostgres(Number(pid))) return // stale: Postgres itself replaces it
  process.kill(Number(pid), 'SIGINT')
  const deadline = Date.now() + 30_000
  while (existsSync(lock) && isPostgres(Number(pid))) {
    if (Date.now() > deadline)
      throw new Error(
        `Postgres of an earlier run (process ${pid}) does not stop; end it and start again.`,
      )
    await wait(50)
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.split('\0')[0]!.endsWith('postgres')
  } catch {
    return false
  }
}

async function untilReady(server: ChildProcess) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let output = ''
  server.stderr!.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-4_000)
    if (output.includes('ready to accept connections')) resolve()
  })
  server.once('error', reject)
  server.once('exit', (code) => reject(new Error(`Postgres ended with ${code}:\n${output}`)))
  const late = setTimeout(
    () => reject(new Error(`Postgres is not ready after 60 s:\n${output}`)),
    60_000,
  )
  try {
    await promise
  } catch (error) {
    server.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(late)
    server.removeAllListeners('exit')
  }
}
