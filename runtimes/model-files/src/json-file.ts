import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'

export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${basename(path)} is not JSON.`, { cause: error })
  }
}

export const writeJson = (path: string, value: unknown) =>
  writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
