import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { preparePlatform, stop } from '../harness/process.ts'
import { startCutting } from '../harness/cutting.ts'
import { pythonWith } from '../harness/python.ts'
import { emptyFolder, runScript, startScript } from './python.ts'
import { startStore, stores } from './store.ts'

const largeBytes = 2 * 1024 ** 3
const cutBytes = 192 * 1024 ** 2
/** Comes as one part where the store checks hashes. */
const wholeBytes = 200 * 1024 ** 2
/** So much of it has come when something is cut off. */
const begunBytes = 100 * 1024 ** 2

const newest = ['newest', ['huggingface_hub', 'hf_xet']] as const
const byLfs = ['hub-0.36', ['huggingface_hub==0.36.2']] as const

test.for([
  ['the newest client', 'a folder', newest],
  ['a client of Git LFS', 'S3', byLfs],
] as const)(
  '%s brings 2 GiB to %s, though it and the platform are killed meanwhile',
  { timeout: 1_200_000 },
  async ([, store, [name, packages]]) => {
    const python = await pythonWith(name, [...packages])
    const home = await emptyFolder()
    const s3 = await startStore(store)
    const prepared = await preparePlatform({ WEFT_FIRST_MODEL: 'none', ...s3.environment })
    const objects = s3.folder ?? join(prepared.folder, 'objects')
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

test.for(stores)(
  'a client of Git LFS brings 200 MiB to %s, and reads them back',
  { timeout: 600_000 },
  async (store) => {
    const [name, packages] = byLfs
    const python = await pythonWith(name, [...packages])
    const home = await emptyFolder()
    const s3 = await startStore(store)
    const prepared = await preparePlatform({ WEFT_FIRST_MODEL: 'none', ...s3.environment })
    const platform = await prepared.start()
    for (const step of ['begin', 'again']) {
      const args = [step, String(wholeBytes)]
      const told = await runScript(python, 'large.py', { ...platform, home, args })
      expect(told).toMatch(/all is well\n$/)
    }
  },
)

test.for([newest, byLfs])(
  '%s goes on with an upload and a download whose connections were cut',
  { timeout: 600_000 },
  async ([name, packages]) => {
    const python = await pythonWith(name, [...packages])
    const home = await emptyFolder()
    const between = await startCutting()
    const environment = { WEFT_FIRST_MODEL: 'none', WEFT_PUBLIC_URL: between.url }
    const prepared = await preparePlatform(environment)
    between.leadTo(prepared.port)
    const platform = { ...(await prepared.start()), url: between.url }
    const run = (step: string) =>
      startScript(python, 'large.py', { ...platform, home, args: [step, String(cutBytes)] }).ended
    const cutMidway = async (ended: Promise<string>) => {
      const before = between.bytes()
      ended.catch(() => {}) // told where it is awaited
      const hasBegun = () => between.bytes() - before > cutBytes / 2
      await expect.poll(hasBegun, { timeout: 120_000 }).toBe(true)
      expect(between.cut()).toBeGreaterThan(0)
      return ended
    }

    expect(await cutMidway(run('begin'))).toMatch(/all is well\n$/)

    const before = between.bytes()
    const again = () => run('check') // older clients give up; called again, they go on
    expect(await cutMidway(run('check')).catch(again)).toMatch(/all is well\n$/)
    expect(between.bytes() - before).toBeLessThan(1.5 * cutBytes)
  },
)

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => null)
    return found?.size ?? 0
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
