import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@weft/kit/free-port'
import { buildMinio } from './build-minio.ts'
import type { Build } from './build-minio.ts'

const user = { accessKey: 'weft-tests', secretKey: 'a-secret-of-the-tests' }

/** One MinIO for all test files, named by the settings that a service reads. */
export async function setup(): Promise<() => Promise<void>> {
  await buildMinio('open') // now, for no test waits so long
  const folder = await mkdtemp(join(tmpdir(), 'weft-s3-'))
  const server = await startMinio(folder, await freePort())
  Object.assign(process.env, server.settings)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A MinIO on that folder and port, without a bucket. */
export async function startMinio(folder: string, port: number, build: Build = 'mended') {
  const binary = await buildMinio(build)
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

async function untilReady(url: string) {
  for (const signal = AbortSignal.timeout(20_000); ; await wait(100)) {
    const answer = await fetch(url, { signal }).catch(() => null)
    if (answer?.ok) return
    if (signal.aborted) throw new Error(`MinIO did not become ready at ${url} within 20 seconds.`)
  }
}
