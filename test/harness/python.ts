import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cache } from './install.ts'

const run = promisify(execFile)
const environments = join(cache, 'python')

/** The Python of a virtual environment with these packages, which is kept for the next time. */
export async function pythonWith(name: string, packages: string[]): Promise<string> {
  const folder = join(environments, name)
  const python = join(folder, 'bin', 'python')
  await mkdir(environments, { recursive: true })
  if (!existsSync(python))
    await run('python3', ['-m', 'venv', folder]).catch((error: unknown) => {
      throw new Error(`Python 3.10 or newer with the module venv is needed: ${String(error)}`)
    })
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--upgrade']
  await run(python, [...install, ...packages], { timeout: 240_000 })
  return python
}
