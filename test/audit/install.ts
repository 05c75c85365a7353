import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from '../harness/install.ts'

/** https://github.com/graphql-hive/federation-gateway-audit is on no registry: it is taken at one commit. */
const commit = 'f59c05e3f48f4a4f8e8a731d67a1b71a9788a96f'
const repository =
  process.env.AUDIT_REPOSITORY ?? 'https://github.com/graphql-hive/federation-gateway-audit'
/** What it names as developers' dependencies, though it does not run without them. */
const besides = ['tsx@4.22.4', 'graphql@16.13.1']

/** The folder of the audit, installed when it is not there yet. Needs git, and the network. */
export async function installAudit(): Promise<string> {
  const folder = join(cache, `federation-gateway-audit-${commit.slice(0, 12)}`)
  if (existsSync(folder)) return join(folder, 'audit')
  const begun = `${folder}-${process.pid}`
  const audit = join(begun, 'audit')
  try {
    await mkdir(audit, { recursive: true })
    await writeFile(join(begun, 'package.json'), '{ "private": true }')
    run(audit, 'git', 'init', '--quiet')
    run(audit, 'git', 'fetch', '--quiet', '--depth=1', repository, commit)
    run(audit, 'git', 'checkout', '--quiet', 'FETCH_HEAD')
    run(audit, 'npm', 'ci', '--omit=dev', '--ignore-scripts', '--silent')
    run(begun, 'npm', 'install', '--ignore-scripts', '--silent', ...besides)
    await rename(begun, folder)
  } catch (error) {
    await rm(begun, { recursive: true, force: true })
    throw new Error(`The audit cannot be installed from ${repository}.`, { cause: error })
  }
  return join(folder, 'audit')
}

const run = (cwd: string, program: string, ...given: string[]) =>
  execFileSync(program, given, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 })
