import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { report } from '../report.ts'
import { load } from './load.ts'
import type { Measured } from './load.ts'
import { peers } from './peers.ts'
import { cpuSecondsOf, endAll, isPinned, memoryOf } from './processes.ts'
import { questions } from './shop.ts'
import type { Question } from './shop.ts'
import { ask, ours, startBare, startGateways, startSubgraphs } from './start.ts'
import type { Origins, Target } from './start.ts'

type Found = Measured & { cpuMicroseconds: number | null }

const seconds = Number(process.env.BENCH_SECONDS ?? 2)
const warmUpSeconds = Number(process.env.BENCH_WARM_UP_SECONDS ?? 6)
const rounds = 3

const folder = await mkdtemp(join(tmpdir(), 'weft-bench-'))
const loadBefore = loadavg()[0]!
try {
  const origins = await startSubgraphs()
  const gateways = await startGateways(origins, folder)
  const rows = []
  for (const question of questions) {
    const targets = await targetsOf(question, gateways, origins)
    rows.push(...toRows(question, await measure(question, targets)))
  }
  const memory = gateways.map(({ name, child }) => `${name} ${memoryOf(child!)} MB`)
  const where = isPinned ? 'Each gateway on one core' : 'Without `taskset`, gateways on any core'
  await report('gateway', rows, loadBefore, [
    `${where}; 32 connections; the median of ${rounds} turns of ${seconds} s.`,
    `The most memory: ${memory.join(', ')}.`,
  ])
} finally {
  endAll()
  await rm(folder, { recursive: true, force: true })
}

/** Who is asked: all that answer alike. */
async function targetsOf(
  { name, bodies: [body], subgraph }: Question,
  gateways: Target[],
  origins: Origins,
): Promise<Target[]> {
  const expected = await ask(
    gateways.find((gateway) => gateway.name === ours)!,
    body!,
  )
  console.log(`${name}: ${Buffer.byteLength(JSON.stringify({ data: expected }))} bytes`)
  const targets = [...gateways]
  if (subgraph) {
    const origin = origins[subgraph]
    targets.push(await startBare(origin))
    targets.push({ name: 'the subgraph itself', url: `${origin}/graphql`, headers: {} })
  }
  const isAlike = async (target: Target) => {
    const data = await ask(target, body!).catch(String)
    const alike = isDeepStrictEqual(data, expected)
    if (!alike) console.error(`${target.name} is left out: it answers differently.`, data)
    return alike
  }
  const alike = await Promise.all(targets.map(isAlike))
  return targets.filter((_, index) => alike[index])
}

/** In turn, so that what else the machine does befalls them alike. */
async function measure({ bodies }: Question, targets: Target[]): Promise<Map<string, Found[]>> {
  const found = new Map<string, Found[]>(targets.map(({ name }) => [name, []]))
  for (const { url, headers } of targets)
    await load(url, { bodies, headers, seconds: warmUpSeconds })
  for (let round = 0; round < rounds; round++)
    for (const target of targets) found.get(target.name)!.push(await measureOnce(target, bodies))
  return found
}

async function measureOnce({ url, headers, child }: Target, bodies: string[]): Promise<Found> {
  const before = child ? cpuSecondsOf(child) : null
  const measured = await load(url, { bodies, headers, seconds })
  const after = child ? cpuSecondsOf(child) : null
  const used = before === null || after === null ? null : after - before
  const cpuMicroseconds = used && (used * 1e6) / (measured.perSecond * seconds)
  return { ...measured, cpuMicroseconds }
}

function toRows({ name: question }: Question, found: Map<string, Found[]>) {
  const speedOf = (name: string) => median(found.get(name)?.map(({ perSecond }) => perSecond))
  const cpuOf = (name: string) =>
    median(found.get(name)?.map(({ cpuMicroseconds }) => cpuMicroseconds ?? 0))
  const best = Math.max(...peers.map(({ name }) => speedOf(name)))
  const leastCpu = Math.min(...peers.map(({ name }) => cpuOf(name) || Infinity))
  return [...found].map(([name, all]) => {
    const isOurs = name === ours
    const cpu = cpuOf(name)
    return {
      what: `${question}: ${isOurs ? `**${ours}**` : name}`,
      'req/s': Math.round(speedOf(name)).toLocaleString('en'),
      'to the best peer': isOurs ? `**${(speedOf(name) / best).toFixed(2)} ×**` : '',
      'p50 ms': median(all.map(({ p50 }) => p50)).toFixed(1),
      'p99 ms': median(all.map(({ p99 }) => p99)).toFixed(1),
      'CPU µs each': cpu ? String(Math.round(cpu)) : '',
      'by CPU': isOurs && cpu ? `**${(leastCpu / cpu).toFixed(2)} ×**` : '',
    }
  })
}

function median(values: number[] = []): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
