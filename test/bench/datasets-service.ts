import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@weft/kit/free-port'
import { signIdentity } from '@weft/kit/identity'
import { startPostgres } from '@weft/platform/postgres'

export const secret = 'the secret of the benchmark, long enough'

/** The datasets service as a process of its own, so that its memory can be read. */
export async function startDatasetsService(folder: string, objects: Record<string, string>) {
  const postgres = await startPostgres({ folder, isDurable: true })
  const graph = await startGraph()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const main = new URL('../../subgraphs/datasets/src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], {
    stdio: 'inherit',
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      IDENTITY_SECRET: secret,
      LOG_LEVEL: 'warn',
      DATABASE_URL: postgres.urlOf('postgres'),
      GATEWAY_URL: graph.url,
      ...objects,
    },
  })
  await untilReady(`${url}/health/ready`)
  const viewer = { subject: 'bench', grants: [{ namespace: '*', role: 'ADMIN' as const }] }
  const token = await signIdentity(secret, viewer, { audience: 'datasets', seconds: 7200 })
  return {
    url,
    headers: { authorization: `Bearer ${token}` },
    memory: () => mebibytesOf(child.pid!),
    stop: async () => {
      child.kill()
      await once(child, 'exit')
      graph.close()
      await postgres.stop()
    },
  }
}
export type DatasetsService = Awaited<ReturnType<typeof startDatasetsService>>

/** Knows one namespace, without a quota. */
async function startGraph() {
  const namespace = { name: 'bench', quota: { storageBytes: null } }
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify({ data: { namespace } })))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function mebibytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}

async function untilReady(url: string) {
  for (const signal = AbortSignal.timeout(30_000); ; await wait(100)) {
    const answer = await fetch(url, { signal }).catch(() => null)
    if (answer?.ok) return
    if (signal.aborted) throw new Error(`The service did not become ready at ${url}.`)
  }
}

/** What the work takes, how far the memory of the service went, and how far beyond where it began. */
export async function watch<T>({ memory }: DatasetsService, work: () => Promise<T>) {
  const before = await memory()
  let most = before
  const timer = setInterval(() => void memory().then((now) => (most = Math.max(most, now))), 50)
  const start = performance.now()
  try {
    const result = await work()
    const seconds = (performance.now() - start) / 1_000
    return { result, seconds, mostMebibytes: most, grewMebibytes: most - before }
  } finally {
    clearInterval(timer)
  }
}
