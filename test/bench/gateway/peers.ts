import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Another gateway: what is installed for it, and what starts it, with `PORT`, `SUPERGRAPH`, `ORIGINS` and `SDL` in its environment. */
export type Peer = {
  name: string
  packages: Record<string, string>
  /** Where it takes operations. */
  path: string
  /** Arguments of node, in the folder where the packages are. */
  start: (port: number, supergraph: string) => string[]
}

const graphql = { graphql: '16.15.0' }
const hive = {
  '@graphql-hive/gateway': '2.15.1',
  '@graphql-hive/router-runtime': '1.4.23',
  ...graphql,
}
const startHive = (port: number, supergraph: string) => [
  'node_modules/@graphql-hive/gateway/dist/bin.js',
  'supergraph',
  supergraph,
  '--port',
  String(port),
  '--host',
  '127.0.0.1',
  '--fork',
  '1',
]

export const peers: Peer[] = [
  {
    name: 'Apollo Server + Gateway',
    packages: { '@apollo/gateway': '2.14.4', '@apollo/server': '5.5.1', ...graphql },
    path: '/',
    start: () => ['apollo.mjs'],
  },
  { name: 'Hive Gateway', packages: hive, path: '/graphql', start: startHive },
  {
    name: 'Hive Gateway, Rust planner',
    packages: hive,
    path: '/graphql',
    start: (...given) => [...startHive(...given), '--hive-router-runtime'],
  },
  {
    name: 'Mercurius gateway, JIT',
    packages: {
      '@mercuriusjs/gateway': '5.2.0',
      mercurius: '16.10.1',
      fastify: '5.12.8',
      graphql: '16.12.0', // it hands later ones names that are no strings
    },
    path: '/graphql',
    start: () => ['mercurius.mjs'],
  },
]

const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
const programs = ['apollo.mjs', 'mercurius.mjs']

/** The folder where a peer is installed, outside the repository. Needs the network the first time. */
export async function installPeer({ packages }: Peer): Promise<string> {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  const folder = join(cache, 'weft', `bench-${wanted[0]!.replaceAll(/[@/]+/g, '-').slice(1)}`)
  if (!existsSync(folder)) {
    const begun = `${folder}-${process.pid}`
    try {
      await mkdir(begun, { recursive: true })
      await writeFile(join(begun, 'package.json'), '{ "private": true }')
      const install = ['install', '--save-exact', '--ignore-scripts', '--silent', ...wanted]
      execFileSync('npm', install, { cwd: begun, stdio: 'ignore', timeout: 900_000 })
      await rename(begun, folder)
    } finally {
      await rm(begun, { recursive: true, force: true })
    }
  }
  const here = new URL('peers/', import.meta.url)
  for (const program of programs) await copyFile(new URL(program, here), join(folder, program))
  return folder
}
