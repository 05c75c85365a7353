import type { Hash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
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

/** Renames, and returns when the new name is on the disk. */
export async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  if (process.platform === 'win32') return // cannot open folders
  const folder = await open(dirname(to))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : null

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'
