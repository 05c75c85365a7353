import type { ChildProcess } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createFolder } from '@weft/kit/testing/folder'
import { freePort } from '@weft/kit/free-port'
import { signIdentity } from '@weft/kit/identity'
import { startPostgres } from '@weft/platform/postgres'
import { cores, cpuSecondsOf, endAll, isPinned, memoryOf, start } from '../gateway/processes.ts'
import { compose } from '../../harness/compose.ts'
import { secret, startOurs } from '../gateway/ours.ts'
import { installPeer, peers } from '../gateway/peers.ts'
import { report } from '../report.ts'
import type { Row } from '../report.ts'
import { connect } from './clients.ts'
import type { Clients } from './clients.ts'
import { startFeed } from './feed.ts'
import { names, sdl } from './runs.ts'
import type { Name } from './runs.ts'

const jobs = 100
const clientsInAll = Number(process.env.BENCH_CLIENTS ?? 10_000)
const clientsOfPeers = 1_000
const seconds = Number(process.env.BENCH_SECONDS ?? 8)
const warmUpSeconds = 4
/** Events a second of each job, until they come too late. */
const rates = [1, 1.5, 2, 3, 5, 10]
const tooLateMs = 1_000

const hiveConfig = `export const gatewayConfig = {
  transportEntries: { '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } },
}`

type Gateway = { name: string; url: string; child: ChildProcess }
const programOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

const loadBefore = loadavg()[0]!
const folder = await createFolder('bench')
const postgres = await startPostgres({ folder })
const feed = await startFeed(postgres.urlOf('postgres'))
try {
  const origins = await startSubgraphs()
  const supergraph = join(folder, 'supergraph.graphql')
  await writeFile(supergraph, compose(sdl, origins))
  const rows: Row[] = []
  for (const startPeer of [startHive, startWeft]) {
    const gateway = await startPeer(supergraph, origins)
    rows.push(...(await measure(gateway, clientsOfPeers, [1])))
    gateway.child.kill('SIGKILL')
  }
  const weft = await startWeft(supergraph, origins)
  rows.push(...(await measure(weft, clientsInAll, rates)))
  await report('subscriptions', rows, loadBefore, [
    `${isPinned ? 'Each gateway on one core' : 'Without `taskset`, gateways on any core'}; ${jobs} jobs and as many identities, each of which follows one job; ${seconds} s each.`,
  ])
} finally {
  endAll()
  await feed.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function startSubgraphs(): Promise<Record<Name, string>> {
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await freePort()] as const)),
  )
  const environment = {
    PORTS: JSON.stringify(ports),
    DATABASE_URL: postgres.urlOf('postgres'),
  }
  start({ given: [programOf('subgraphs.ts')], core: cores.others, environment })
  const origins = names.map((name) => [name, `http://127.0.0.1:${ports[name]}`] as const)
  for (const [, origin] of origins) await isUp(`${origin}/health`)
  return Object.fromEntries(origins) as Record<Name, string>
}

async function startWeft(supergraph: string, origins: Record<string, string>): Promise<Gateway> {
  const { origin, child } = await startOurs(supergraph, origins)
  await isUp(`${origin}/health/live`)
  return { name: '**Weft**', url: `${origin.replace('http', 'ws')}/graphql`, child }
}

async function startHive(supergraph: string): Promise<Gateway> {
  const peer = peers.find(({ name }) => name === 'Hive Gateway')!
  const port = await freePort()
  const config = join(folder, 'gateway.config.mjs')
  await writeFile(config, hiveConfig)
  const child = start({
    cwd: await installPeer(peer),
    given: [...peer.start(port, supergraph), '--config-path', config],
    core: cores.gateway,
    environment: {},
  })
  await isUp(`http://127.0.0.1:${port}/healthcheck`)
  return { name: peer.name, url: `ws://127.0.0.1:${port}/graphql`, child }
}

async function isUp(url: string) {
  const until = Date.now() + 60_000
  const isAnswered = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isAnswered())) {
    if (Date.now() > until) throw new Error(`Nothing answers at ${url}.`)
    await wait(200)
  }
}

async function measure(gateway: Gateway, count: number, each: number[]): Promise<Row[]> {
  const before = memoryOf(gateway.child, 'VmRSS')!
  const jobIds = Array.from({ length: jobs }, (_, index) => `${gateway.child.pid}-${index}`)
  const tokens = await Promise.all(jobIds.map(tokenOf))
  const clients = await connect({
    url: gateway.url,
    count,
    of: (client) => ({ authorization: tokens[client % jobs]!, jobId: jobIds[client % jobs]! }),
  })
  const committed = { all: 0 }
  await run(clients, { jobIds, perSecond: 1, seconds: warmUpSeconds, count }, committed)
  clients.take()
  const kilobytes = ((memoryOf(gateway.child, 'VmRSS')! - before) * 1_000) / count
  const rows: Row[] = []
  for (const perSecond of each) {
    const cpuBefore = cpuSecondsOf(gateway.child)!
    const begun = performance.now()
    await run(clients, { jobIds, perSecond, seconds, count }, committed)
    const elapsed = (performance.now() - begun) / 1_000
    const cpu = cpuSecondsOf(gateway.child)! - cpuBefore
    const { tookMs, twice } = clients.take()
    const delivered = tookMs.length
    tookMs.sort((a, b) => a - b)
    const at = (share: number) =>
      tookMs[Math.min(tookMs.length - 1, Math.ceil(tookMs.length * share))]!
    const lost = committed.all * (count / jobs) - clients.count()
    rows.push({
      what: `${gateway.name}, ${count.toLocaleString('en')} clients, ${perSecond} events/s a job`,
      'deliveries/s': Math.round(delivered / elapsed).toLocaleString('en'),
      'lost, twice': `${lost}, ${twice}`,
      'p50 ms': String(at(0.5)),
      'p99 ms': String(at(0.99)),
      'CPU µs a delivery': ((cpu * 1e6) / delivered).toFixed(1),
      'KB a client': kilobytes.toFixed(0),
    })
    console.log(rows.at(-1))
    if (at(0.99) > tooLateMs || lost) break
  }
  clients.close()
  return rows
}

type Round = { jobIds: string[]; perSecond: number; seconds: number; count: number }

/** Commits events, and waits until all have come, or some never will. */
async function run(
  clients: Clients,
  { count, jobIds, ...round }: Round,
  committed: { all: number },
) {
  committed.all += await feed.run(jobIds, round)
  const until = Date.now() + 30_000
  while (clients.count() < committed.all * (count / jobs) && Date.now() < until) await wait(50)
}

async function tokenOf(_: string, index: number): Promise<string> {
  const viewer = {
    subject: `user:${index}`,
    grants: [{ namespace: '*', role: 'VIEWER' as const }],
  }
  return `Bearer ${await signIdentity(secret, viewer, { audience: 'gateway', seconds: 3_600 })}`
}
