import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * When a process began, as a text that no later process with the same number has; empty when there is none, or it has
 * ended and only waits to be reaped.
 */
export async function birthOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // a name may hold spaces and brackets
    return fields[0] === 'Z' ? '' : (fields[19] ?? '')
  }
  if (process.platform === 'win32') return signals(pid, 0) ? String(pid) : ''
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.trim()
}

export async function isAlive({ pid, birth }: { pid: number; birth: string }): Promise<boolean> {
  return birth !== '' && (await birthOf(pid)) === birth
}

/** Sends to a process and all that it started, if it leads a group; to it alone otherwise. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32' || !signals(-pid, signal)) signals(pid, signal)
}

function signals(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
