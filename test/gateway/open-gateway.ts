import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { stop } from '../harness/process.ts'

const program = fileURLToPath(new URL('../../gateway/src/open/main.ts', import.meta.url))

const run = (flags: string[], environment: Record<string, string>) =>
  spawn(process.execPath, [program, ...flags], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

export type OpenGateway = { url: string; file: string }

/** What `npm run gateway` starts, before the subgraphs of a supergraph; ended with the test. */
export async function startOpenGateway(
  supergraphSdl: string,
  environment: Record<string, string> = {},
): Promise<OpenGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-open-'))
  const file = join(folder, 'supergraph.graphql')
  await writeFile(file, supergraphSdl)
  const child = run(['--open', '--supergraph', file, '--port', '0'], environment)
  onTestFinished(async () => {
    await stop(child, 'SIGTERM')
    await rm(folder, { recursive: true, force: true })
  })
  const listening = Promise.withResolvers<string>()
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      const [, url] = /listening at ([^"\s]+)/.exec(output) ?? []
      if (url) listening.resolve(url)
    })
  child.once('exit', () => listening.reject(new Error(`It ended:\n${output}`)))
  return { url: await listening.promise, file }
}

/** What it says when it ends by itself, and with which code. */
export async function runOpenGateway(
  flags: string[],
): Promise<{ code: number | null; said: string }> {
  const child = run(flags, {})
  onTestFinished(async () => void (await stop(child, 'SIGKILL')))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code: code as number | null, said }
}
