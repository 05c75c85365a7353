import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '@weft/kit/free-port'
import { environmentOf, gatewayEnvironment, subgraphs } from '@weft/platform/services'
import type { Settings, Subgraph } from '@weft/platform/services'
import { expect, onTestFinished } from 'vitest'

type Name = Subgraph | 'gateway'

export type Apart = {
  /** `kill -9` of one service. */
  kill: (name: Name) => Promise<void>
  /** Starts a service again, with the environment that it had. */
  restart: (name: Name) => Promise<void>
  /** All that the services have logged. */
  logged: () => string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const programs: Record<Name, string> = {
  gateway: 'gateway/src/main.ts',
  entities: 'subgraphs/entities/src/main.ts',
  datasets: 'subgraphs/datasets/src/main.ts',
  jobs: 'subgraphs/jobs/src/main.ts',
  deployments: 'subgraphs/deployments/src/main.ts',
  guardrails: 'subgraphs/guardrails/src/main.ts',
}

/** Starts each service by the program that `npm run start:<name>` runs. */
export async function startApart(
  settings: Settings,
  common: Record<string, string> = {},
): Promise<Apart> {
  const environments = new Map<Name, Record<string, string>>()
  const urls: Partial<Record<Subgraph, string>> = {}
  for (const name of subgraphs) {
    const port = await freePort()
    environments.set(name, environmentOf(name, settings, port))
    urls[name] = `http://127.0.0.1:${port}`
  }
  environments.set('gateway', gatewayEnvironment(settings, urls as Record<Subgraph, string>))

  const lines: string[] = []
  const running = new Map<Name, ChildProcess>()
  const start = async (name: Name) => {
    const environment = environments.get(name)!
    const child = spawn(process.execPath, [`${root}${programs[name]}`], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...common, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text))
    running.set(name, child)
    await expect
      .poll(() => isUp(`http://127.0.0.1:${environment.PORT}/health/live`, child), {
        timeout: 30_000,
      })
      .toBe(true)
  }
  onTestFinished(async () => {
    await Promise.all([...running.values()].map((child) => end(child, 'SIGTERM')))
  })
  await Promise.all([...environments.keys()].map(start))
  return {
    kill: (name) => end(running.get(name)!, 'SIGKILL'),
    restart: start,
    logged: () => lines.join(''),
  }
}

async function isUp(url: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`A service ended with ${child.exitCode}.`)
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
