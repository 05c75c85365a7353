import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

// Writes dist/: the package as it is published, as JavaScript with types. Run by `npm run build:client`.

const folder = import.meta.dirname
const target = process.argv[2] ?? `${folder}/dist`
rmSync(target, { recursive: true, force: true })
const tsc = new URL('../../node_modules/typescript/bin/tsc', import.meta.url).pathname
const { status } = spawnSync(
  process.execPath,
  [tsc, '-p', `${folder}/tsconfig.build.json`, '--outDir', target],
  { stdio: 'inherit' },
)
if (status !== 0) process.exit(status ?? 1)

type Manifest = { version: string; license?: string; dependencies: Record<string, string> }
const { version, dependencies } = JSON.parse(
  readFileSync(`${folder}/package.json`, 'utf8'),
) as Manifest
const entry = (name: string) => ({ types: `./${name}.d.ts`, default: `./${name}.js` })
const published = {
  name: '@weft/client',
  version,
  description: 'A typed client for the graph of Weft.',
  license: 'Apache-2.0',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.3' },
  exports: {
    '.': entry('client'),
    './client': entry('client'),
    './documents': entry('generated/documents'),
    './errors': entry('errors'),
    './follow-job': entry('follow-job'),
    './upload': entry('upload'),
  },
  dependencies,
}
writeFileSync(`${target}/package.json`, `${JSON.stringify(published, null, 2)}\n`)
copyFileSync(`${folder}/README.md`, `${target}/README.md`)
