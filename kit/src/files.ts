import type { Hash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { access, mkdir, open, rename, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Writes a new file to the disk; answers what identifies it. */
export async function writeWhole(file: string, source: Bytes, hash?: Hash): Promise<BigIntStats> {
  const handle = await open(file, 'wx')
  try {
    for await (const bytes of source) {
      const written = handle.writeFile(bytes)
      hash?.update(bytes) // while the disk is busy
      await written
    }
    await handle.sync()
    return await handle.stat({ bigint: true })
  } finally {
    await handle.close()
  }
}

/** Renames, and returns when the new name is on the disk. Folders that are missing are made, also when they go at that moment. */
export async function place(from: string, to: string): Promise<void> {
  while (!(await tryRename(from, to))) await access(from)
  if (process.platform === 'win32') return // cannot open folders
  const folder = await open(dirname(to))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function tryRename(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Removes a folder that holds nothing; false when it holds something. */
export async function removeEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder)
    return true
  } catch (error) {
    if (isMissing(error)) return true
    if (['ENOTEMPTY', 'EEXIST'].includes(String(codeOf(error)))) return false
    throw error
  }
}

export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : null

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'
