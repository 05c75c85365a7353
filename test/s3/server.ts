import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '@weft/kit/free-port'
import { cache } from '../harness/install.ts'

const run = promisify(execFile)
const source = 'github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c'
const installed = join(cache, source.split('@')[1]!)
const user = { accessKey: 'weft-tests', secretKey: 'a-secret-of-the-tests' }

/** One MinIO for all test files, named by the settings that a service reads. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-s3-'))
  const server = await startMinio(folder, await freePort())
  Object.assign(process.env, server.settings)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A MinIO on that folder and port, without a bucket. */
export async function startMinio(folder: string, port: number) {
  const binary = await findServer()
  const address = `127.0.0.1:${port}`
  const server = spawn(binary, ['server', '--quiet', '--address', address, folder], {
    stdio: 'ignore',
    env: {
      ...process.env,
      MINIO_ROOT_USER: user.accessKey,
      MINIO_ROOT_PASSWORD: user.secretKey,
      MINIO_BROWSER: 'off',
    },
  })
  await untilReady(`http://${address}/minio/health/ready`)
  return {
    settings: {
      S3_ENDPOINT: `http://${address}`,
      S3_BUCKET: 'weft',
      S3_ACCESS_KEY: user.accessKey,
      S3_SECRET_KEY: user.secretKey,
    },
    stop: async () => {
      server.kill()
      await once(server, 'exit')
    },
  }
}

/** A `minio` of this machine, or one built from source, once, by Go. */
async function findServer(): Promise<string> {
  const folders = [installed, ...(process.env.PATH ?? '').split(delimiter)]
  const found = folders.map((folder) => join(folder, 'minio')).find((file) => existsSync(file))
  if (found) return found
  console.log('Building a MinIO server by Go; this takes some minutes, once.')
  await mkdir(installed, { recursive: true })
  try {
    await run('go', ['install', source], {
      env: { ...process.env, GOBIN: installed },
      timeout: 20 * 60_000,
    })
    return join(installed, 'minio')
  } catch (cause) {
    throw new Error(
      `These tests need an S3 server, and none can be had here: put \`minio\` on the PATH, or install Go 1.24 or newer. ${String(cause)}`,
      { cause },
    )
  }
}

async function untilReady(url: string) {
  for (const signal = AbortSignal.timeout(20_000); ; await wait(100)) {
    const answer = await fetch(url, { signal }).catch(() => null)
    if (answer?.ok) return
    if (signal.aborted) throw new Error(`MinIO did not become ready at ${url} within 20 seconds.`)
  }
}
