import { spawn } from 'node:child_process'
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A folder that is gone when the test ends. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-python-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

type Running = { url: string; token: string; home: string; args?: string[] }

/** Runs one of the scripts here against a platform, on the client's default settings; answers what it printed. */
export const runScript = (python: string, script: string, running: Running): Promise<string> =>
  startScript(python, script, running).ended

/** The same, with the process, for who wants to end it before. */
export function startScript(
  python: string,
  script: string,
  { url, token, home, args = [] }: Running,
): { child: ChildProcess; ended: Promise<string> } {
  const child = spawn(python, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      HF_ENDPOINT: url,
      HF_TOKEN: token,
      HF_HOME: join(home, 'huggingface'),
      HF_HUB_DISABLE_PROGRESS_BARS: '1',
      HF_HUB_DISABLE_TELEMETRY: '1',
    },
  })
  return { child, ended: whatItSaid(child, script) }
}

async function whatItSaid(child: ChildProcessByStdio<null, Readable, Readable>, script: string) {
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${said}\n${complained}`)
  return said
}
