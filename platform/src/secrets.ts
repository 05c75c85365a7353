import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What must stay the same from one start to the next, and must not be read by others. */
export type Secrets = {
  adminToken: string
  identitySecret: string
  /** As `id:base64,id:base64`. */
  encryptionKeys: string
}

/** The secrets of a data folder, made at its first start; each a file that only its owner may read. */
export async function loadSecrets(folder: string): Promise<Secrets> {
  const secrets = join(folder, 'secrets')
  await mkdir(secrets, { recursive: true, mode: 0o700 })
  return {
    adminToken: await loadOrMake(join(folder, 'admin-token'), () => `hf_${randomText()}`),
    identitySecret: await loadOrMake(join(secrets, 'identity'), randomText),
    encryptionKeys: await loadOrMake(join(secrets, 'encryption-keys'), () => `key1:${randomKey()}`),
  }
}

const secretBytes = 32
const randomText = () => randomBytes(secretBytes).toString('hex')
const randomKey = () => randomBytes(secretBytes).toString('base64')

async function loadOrMake(file: string, make: () => string): Promise<string> {
  try {
    await writeFile(file, `${make()}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    await chmod(file, 0o600)
  }
  return (await readFile(file, 'utf8')).trim()
}
