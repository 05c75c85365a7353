import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { birthOf, isAlive } from '@weft/kit/process-table'
import { z } from 'zod'

const Owner = z.object({ pid: z.number(), birth: z.string() })

/** Makes this process the only one that works on a data folder; what a killed one left behind does not count. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'platform.pid')
  const owner = JSON.stringify({ pid: process.pid, birth: await birthOf(process.pid) })
  for (let attempt = 0; attempt < 2; attempt++) {
    const lock = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      return null
    })
    if (lock) {
      await lock.writeFile(owner)
      await lock.close()
      return () => rm(file, { force: true })
    }
    const other = readOwner(await readFile(file, 'utf8').catch(() => ''))
    if (other && (await isAlive(other)))
      throw new Error(
        `Process ${other.pid} runs a platform in ${folder} already. Stop it, or set WEFT_DATA_DIR to another folder.`,
      )
    await rm(file, { force: true })
  }
  throw new Error(`Another platform is starting in ${folder}.`)
}

function readOwner(text: string) {
  try {
    return Owner.parse(JSON.parse(text))
  } catch {
    return null
  }
}
