import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@weft/kit/free-port'
import { installPeer, peers } from './peers.ts'
import { cores, start } from './processes.ts'
import { composeShop, names, sdl } from './shop.ts'
import type { Name } from './shop.ts'

export type Target = {
  name: string
  url: string
  headers: Record<string, string>
  /** Set where it is a process of its own. */
  child?: ChildProcess
}
export type Origins = Record<Name, string>

export const ours = 'Weft'
export const bare = 'no gateway, `node:http` and undici alone'

const programOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const elsewhere = 'http://127.0.0.1:9'
const authorization = `Bearer hf_${'b'.repeat(43)}`

const ourEnvironment = {
  IDENTITY_SECRET: 'the secret of the benchmark, long enough',
  ADMIN_TOKEN: 'hf_the_token_of_the_benchmark',
  LOG_LEVEL: 'warn', // as `npm start` has it
  COST_BUDGET: '1000000000', // counted, but never used up
  ENTITIES_URL: elsewhere,
  DATASETS_URL: elsewhere,
  JOBS_URL: elsewhere,
  DEPLOYMENTS_URL: elsewhere,
  GUARDRAILS_URL: elsewhere,
}

export async function startSubgraphs(): Promise<Origins> {
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await freePort()] as const)),
  )
  const environment = { PORTS: JSON.stringify(ports) }
  const child = start({ given: [programOf('subgraphs.ts')], core: cores.others, environment })
  const origins = names.map((name) => [name, `http://127.0.0.1:${ports[name]}`] as const)
  for (const [name, origin] of origins)
    await isUp({ name, url: `${origin}/graphql`, headers: {}, child })
  return Object.fromEntries(origins) as Origins
}

/** All gateways, one after another, each before the same subgraphs. */
export async function startGateways(origins: Origins, folder: string): Promise<Target[]> {
  const supergraph = join(folder, 'supergraph.graphql')
  await writeFile(supergraph, composeShop(origins))
  const environment = {
    SUPERGRAPH: supergraph,
    ORIGINS: JSON.stringify(origins),
    SDL: JSON.stringify(sdl),
  }
  const gateways: Target[] = []
  const add = async (target: Omit<Target, 'child'>, program: Omit<Program, 'core'>) => {
    const child = start({ ...program, core: cores.gateway })
    await isUp({ ...target, child })
    gateways.push({ ...target, child })
  }
  for (const peer of peers) {
    const port = await freePort()
    const target = { name: peer.name, url: `http://127.0.0.1:${port}${peer.path}`, headers: {} }
    await add(target, {
      cwd: await installPeer(peer),
      given: peer.start(port, supergraph),
      environment: { ...environment, PORT: String(port) },
    })
  }
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/graphql`
  await add(
    { name: ours, url, headers: { authorization } },
    {
      given: [...profiling, programOf('weft.ts')],
      environment: { ...environment, ...ourEnvironment, PORT: String(port) },
    },
  )
  return gateways
}

/** What stands for a gateway where one subgraph can answer. */
export async function startBare(origin: string): Promise<Target> {
  const port = await freePort()
  const environment = { ORIGIN: origin, PORT: String(port) }
  const child = start({ given: [programOf('bare.ts')], core: cores.gateway, environment })
  const target = { name: bare, url: `http://127.0.0.1:${port}/graphql`, headers: {}, child }
  await isUp(target)
  return target
}

type Program = Parameters<typeof start>[0]

/** For instance `--cpu-prof`. */
const profiling = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []

async function isUp(target: Target) {
  const until = Date.now() + 60_000
  while (!(await ask(target, '{"query":"{ __typename }"}').catch(() => null))) {
    if (target.child?.exitCode !== null || Date.now() > until)
      throw new Error(`${target.name} does not start.`)
    await wait(200)
  }
}

/** Throws for errors in the answer. */
export async function ask({ name, url, headers }: Target, body: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(10_000),
  })
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown }
  if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`)
  return data
}
