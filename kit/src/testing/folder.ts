import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A new folder for a database and what else is kept. Others may pass through it: under root, PostgreSQL runs as another user,
 * and keeps its files elsewhere, where nobody would remove them, when that user cannot reach the folder.
 */
export async function createFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `weft-${name}-`))
  await chmod(folder, 0o711)
  return folder
}
