import { readFile, readdir, readlink } from 'node:fs/promises'

/** The processes whose working folder or command line lies in `folder` (Linux). */
export async function processesOf(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const mentions = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return cwd.startsWith(folder) || command.includes(folder)
    }),
  )
  return pids.filter((_, i) => mentions[i]).map(Number)
}
