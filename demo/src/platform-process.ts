import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { platformEnvironment } from './config.ts'

export type PlatformProcess = { url: string; token: string; stop: () => Promise<void> }

const program = fileURLToPath(new URL('../../platform/src/main.ts', import.meta.url))

/** An empty platform in a process and a data folder of its own, both gone after `stop`. */
export async function startPlatform(): Promise<PlatformProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-demo-'))
  await chmod(folder, 0o711) // for the user of PostgreSQL, where this one is root
  const port = await freePort()
  const platform = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // so that a Ctrl-C reaches it once, from us
    env: platformEnvironment(folder, port),
  })
  const stop = async () => {
    await end(platform)
    await rm(folder, { recursive: true, force: true })
  }
  process.once('SIGINT', () => void stop().then(() => process.exit(130)))
  try {
    await untilListening(platform)
    const token = await readFile(join(folder, 'admin-token'), 'utf8')
    return { url: `http://127.0.0.1:${port}`, token: token.trim(), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function untilListening(platform: ChildProcess) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = setTimeout(() => reject(new Error('The platform is not up after 60 s.')), 60_000)
  platform.stdout!.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('Weft is at')) resolve()
  })
  platform.once('exit', (code) => reject(new Error(`The platform ended with ${code}.`)))
  try {
    await promise
  } finally {
    clearTimeout(late)
  }
}

async function end(platform: ChildProcess) {
  if (platform.exitCode !== null || platform.signalCode !== null) return
  platform.kill('SIGTERM')
  await once(platform, 'exit')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
