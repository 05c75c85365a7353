import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installPackages } from '../../harness/install.ts'

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

const programs = ['apollo.mjs', 'mercurius.mjs']

/** The folder where a peer is installed. Needs the network the first time. */
export async function installPeer({ packages }: Peer): Promise<string> {
  const folder = await installPackages('bench', packages)
  const here = new URL('peers/', import.meta.url)
  for (const program of programs) await copyFile(new URL(program, here), join(folder, program))
  return folder
}
