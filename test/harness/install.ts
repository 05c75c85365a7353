import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** What tests and benchmarks install: beyond the checkout, since `npm ci` empties that. */
export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weft')

/**
 * The folder where packages of others stand, by their names and versions, outside the repository. They are installed when they
 * are not there yet, without running their scripts, which needs the network.
 */
export async function installPackages(
  purpose: string,
  packages: Record<string, string>,
): Promise<string> {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  const folder = join(cache, `${purpose}-${wanted[0]!.replaceAll(/[@/]+/g, '-').slice(1)}`)
  if (existsSync(folder)) return folder
  const begun = `${folder}-${process.pid}`
  try {
    await mkdir(begun, { recursive: true })
    await writeFile(join(begun, 'package.json'), '{ "private": true }')
    const install = ['install', '--save-exact', '--ignore-scripts', '--silent', ...wanted]
    execFileSync('npm', install, { cwd: begun, stdio: 'ignore', timeout: 900_000 })
    await rename(begun, folder)
  } catch (error) {
    throw new Error(`${wanted.join(', ')} cannot be installed.`, { cause: error })
  } finally {
    await rm(begun, { recursive: true, force: true })
  }
  return folder
}
