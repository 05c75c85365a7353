import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@weft/kit/free-port'
import { startOurs } from './ours.ts'
import { installPeer, peers } from './peers.ts'
import { cores, start } from './processes.ts'
import { compose } from '../../harness/compose.ts'
import { names, sdl } from './shop.ts'
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
const authorization = `Bearer hf_${'b'.repeat(43)}`

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
  await writeFile(supergraph, compose(sdl, origins))
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
  const { origin, child } = await startOurs(supergraph, origins)
  const target = { name: ours, url: `${origin}/graphql`, headers: { authorization }, child }
  await isUp(target)
  return [...gateways, target]
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
