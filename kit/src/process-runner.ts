import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { programEnvironment } from './config.ts'
import { freePort } from './free-port.ts'
import type { Logger } from './log.ts'
import { birthOf, isAlive, signalGroup } from './process-table.ts'
import type { Runner, Workload, WorkloadState } from './runner.ts'

const State = z.object({
  pid: z.number(),
  /** Tells the process from a later one with the same number. */
  birth: z.string(),
  startedAt: z.coerce.date(),
  url: z.string().nullable(),
  ended: z
    .object({
      at: z.coerce.date(),
      exitCode: z.number().nullable(),
      reason: z.string(),
    })
    .nullable(),
})
type State = z.infer<typeof State>

/**
 * Runs workloads as child processes, each in a process group and a folder of its own under `folder`. A process outlives
 * a runner that was killed; the next runner at the same folder finds it there.
 */
export async function createProcessRunner(folder: string, log: Logger): Promise<Runner> {
  const root = resolve(folder)
  await mkdir(root, { recursive: true })
  const changes = new EventEmitter<{ change: [name: string] }>().setMaxListeners(0)
  const starting = new Map<string, Promise<void>>()
  /** Of our own children: done when their end is recorded. */
  const endings = new Map<string, Promise<void>>()
  const place = (name: string, file = '') => join(root, checked(name), file)

  const read = async (name: string): Promise<State | undefined> => {
    const text = await readFile(place(name, 'state.json'), 'utf8').catch(() => null)
    return text === null ? undefined : State.parse(JSON.parse(text))
  }
  const write = async (name: string, state: State) => {
    const file = place(name, 'state.json')
    await writeFile(`${file}.new`, JSON.stringify(state))
    await rename(`${file}.new`, file)
  }

  async function start({ name, command, environment, listens }: Workload) {
    if (await read(name)) return
    await mkdir(place(name, 'work'), { recursive: true })
    const [out, err] = [
      await open(place(name, 'stdout.log'), 'a'),
      await open(place(name, 'stderr.log'), 'a'),
    ]
    const port = listens ? await freePort() : null
    const child = spawn(command[0]!, command.slice(1), {
      cwd: place(name, 'work'),
      detached: true, // a group of its own: a Ctrl-C meant for the platform does not reach it
      stdio: ['ignore', out.fd, err.fd],
      env: {
        ...programEnvironment(),
        ...environment,
        WEFT_WORK_DIR: place(name, 'work'),
        ...(port && { HOST: '127.0.0.1', PORT: String(port) }),
      },
    })
    const spawned = Promise.withResolvers<void>()
    child.once('spawn', spawned.resolve)
    child.once('error', spawned.reject)
    const ended = new Promise<State['ended']>((done) =>
      child.once('exit', (exitCode, signal) =>
        done({
          at: new Date(),
          exitCode,
          reason: signal ? `killed by ${signal}` : `exit code ${exitCode}`,
        }),
      ),
    )
    try {
      await spawned.promise
    } finally {
      await Promise.all([out.close(), err.close()])
    }
    const state: State = {
      pid: child.pid!,
      birth: await birthOf(child.pid!),
      startedAt: new Date(),
      url: port ? `http://127.0.0.1:${port}` : null,
      ended: null,
    }
    await write(name, state)
    changes.emit('change', name)
    endings.set(
      name,
      ended
        .then(async (end) => {
          if (await read(name)) await write(name, { ...state, ended: end })
        })
        .catch((error: unknown) =>
          log.error(error, `processes: the end of ${name} was not recorded`),
        )
        .finally(() => changes.emit('change', name)),
    )
  }

  /** What `state.json` says, corrected by what really runs. */
  async function find(name: string): Promise<WorkloadState | undefined> {
    const state = await read(name)
    if (!state) return undefined
    const { startedAt, url } = state
    if (!state.ended && (await isAlive(state))) return { state: 'running', startedAt, url }
    await endings.get(name)
    const ended = (await read(name))?.ended ?? {
      at: new Date(),
      exitCode: null,
      reason: 'it ended while the platform was not running',
    }
    return {
      state: 'ended',
      startedAt,
      endedAt: ended.at,
      exitCode: ended.exitCode,
      reason: ended.reason,
    }
  }

  async function end(name: string, graceSeconds: number) {
    const state = await read(name)
    if (!state || state.ended || !(await isAlive(state))) return
    signalGroup(state.pid, 'SIGTERM')
    const deadline = Date.now() + graceSeconds * 1_000
    while (await isAlive(state)) {
      if (Date.now() > deadline) signalGroup(state.pid, 'SIGKILL')
      await wait(20)
    }
  }

  const names = async () => (await readdir(root, { withFileTypes: true })).map(({ name }) => name)

  return {
    apply: async (workload) => {
      const { name } = workload
      if (!starting.has(name))
        starting.set(
          name,
          start(workload).finally(() => starting.delete(name)),
        )
      await starting.get(name)
    },
    find,
    remove: async (name, graceSeconds = 3) => {
      await end(name, graceSeconds)
      await endings.get(name)
      endings.delete(name)
      await rm(place(name), { recursive: true, force: true, maxRetries: 3 })
    },
    logs: (name, bytes = 16_384) => tail(place(name, 'stderr.log'), bytes),
    list: names,
    onChange: (listener) => {
      changes.on('change', listener)
      return () => changes.off('change', listener)
    },
    close: async () => {
      await Promise.all((await names()).map((name) => end(name, 5)))
      await Promise.all(endings.values())
    },
  }
}

function checked(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]*$/i.test(name)) return name
  throw new Error(`\`${name}\` is no name for a workload.`)
}

async function tail(path: string, bytes: number): Promise<string> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const length = Math.min(size, bytes)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8')
  } finally {
    await file.close()
  }
}
