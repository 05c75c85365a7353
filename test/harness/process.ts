import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFolder } from '@weft/kit/testing/folder'
import { freePort } from '@weft/kit/free-port'
import { onTestFinished } from 'vitest'

const program = fileURLToPath(new URL('../../platform/src/main.ts', import.meta.url))

export type StartedPlatform = {
  url: string
  token: string
  child: ChildProcess
  output: () => string
}

/** A folder of its own for `npm start`, and the function that starts the platform there; all ended with the test. */
export async function preparePlatform(environment: Record<string, string> = {}) {
  const folder = await createFolder('start')
  const port = await freePort()
  const children: ChildProcess[] = []
  onTestFinished(async () => {
    await Promise.all(children.map((child) => stop(child, 'SIGTERM')))
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  const start = async (): Promise<StartedPlatform> => {
    const child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        WEFT_DATA_DIR: folder,
        WEFT_PORT: String(port),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    children.push(child)
    let output = ''
    const isUp = Promise.withResolvers<void>()
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (output.includes('Weft is at')) isUp.resolve()
      })
    child.once('exit', () => isUp.reject(new Error(`It ended:\n${output}`)))
    await isUp.promise
    const token = (await readFile(join(folder, 'admin-token'), 'utf8')).trim()
    return { url: `http://127.0.0.1:${port}`, token, child, output: () => output }
  }
  return { folder, port, start }
}

/** Sends a signal and waits for the end; returns the exit code. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return child.exitCode
}
