import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@weft/kit/free-port'
import { expect, onTestFinished, test } from 'vitest'
import { preparePlatform, stop } from '../harness/process.ts'
import { startMinio } from '../s3/server.ts'
import { pythonWith, runScript, startScript } from './python.ts'

const largeBytes = 512 * 1024 ** 2
/** So much of it has come when something is cut off. */
const begunBytes = 100 * 1024 ** 2

const newest = ['newest', ['huggingface_hub', 'hf_xet']] as const
const byLfs = ['hub-0.36', ['huggingface_hub==0.36.2']] as const

test.for([
  ['the newest client', 'a folder', newest],
  ['a client of Git LFS', 'S3', byLfs],
] as const)(
  '%s brings 512 MiB to %s, though it and the platform are killed meanwhile',
  { timeout: 600_000 },
  async ([, store, [name, packages]]) => {
    const python = await pythonWith(name, [...packages])
    const home = await emptyFolder()
    const s3 = store === 'S3' ? await startStore() : null
    const prepared = await preparePlatform({ WEFT_FIRST_MODEL: 'none', ...s3?.environment })
    const objects = s3?.folder ?? join(prepared.folder, 'objects')
    let platform = await prepared.start()
    const run = (step: string) =>
      startScript(python, 'large.py', { ...platform, home, args: [step, String(largeBytes)] })
    const untilBegun = async (before: number) => {
      const now = () => bytesIn(objects)
      await expect.poll(now, { timeout: 120_000 }).toBeGreaterThan(before + begunBytes)
    }

    const first = run('begin')
    const cut = first.ended.catch(String)
    await untilBegun(0)
    await stop(first.child, 'SIGKILL')
    await cut
    await run('absent').ended

    const second = run('again')
    const broken = second.ended.catch(String)
    await untilBegun(await bytesIn(objects))
    await stop(platform.child, 'SIGKILL')
    platform = await prepared.start()
    await stop(second.child, 'SIGKILL')
    await broken
    await run('absent').ended

    expect(await runScript(python, 'large.py', { ...platform, home, args: ['again'] })).toMatch(
      /all is well\n$/,
    )
  },
)

async function emptyFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'weft-python-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function startStore() {
  const folder = await emptyFolder()
  const { settings, stop: end } = await startMinio(folder, await freePort())
  onTestFinished(end)
  return { folder, environment: { OBJECTS: 's3:', ...settings } }
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => null)
    return found?.size ?? 0
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
