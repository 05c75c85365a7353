import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Gateways have one core for themselves; subgraphs, and who asks, share the other one. */
export const cores = { gateway: '0', others: '1' }

/** Keeps this process to one core. Whether that can be done here. */
export const isPinned = pin(process.pid)

function pin(pid: number): boolean {
  try {
    execFileSync('taskset', ['-cp', cores.others, String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const children: ChildProcess[] = []

type Program = { cwd?: string; given: string[]; core: string; environment: Record<string, string> }

/** Starts node on one core. */
export function start({ cwd = process.cwd(), given, core, environment }: Program): ChildProcess {
  const pinned = isPinned ? ['taskset', '-c', core] : []
  const [program, ...all] = [...pinned, process.execPath, ...given]
  const child = spawn(program!, all, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

export function endAll(): void {
  for (const { pid } of children) for (const each of pid ? treeOf(pid) : []) end(each)
}

function end(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended already
  }
}

/** Of the process and those that it started; null where the system does not tell. */
export function cpuSecondsOf({ pid }: ChildProcess): number | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null
  return treeOf(pid!).reduce((sum, each) => {
    const fields = readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  }, 0)
}

const ticksPerSecond = 100

/** The most that was resident (`VmHWM`), or what is now (`VmRSS`), in megabytes; null where the system does not tell. */
export function memoryOf({ pid }: ChildProcess, which: 'VmHWM' | 'VmRSS' = 'VmHWM'): number | null {
  if (!existsSync(`/proc/${pid}/status`)) return null
  const kilobytes = treeOf(pid!).map((each) => {
    const status = readFileSync(`/proc/${each}/status`, 'utf8')
    return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
  })
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1_000)
}

function treeOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  const below = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return [pid, ...below.split(' ').filter(Boolean).map(Number).flatMap(treeOf)]
}
