import { freePort } from '@weft/kit/free-port'
import { onTestFinished } from 'vitest'
import { startMinio } from '../s3/server.ts'
import { emptyFolder } from './python.ts'

export const stores = ['a folder', 'S3'] as const
export type Store = (typeof stores)[number]

/** What lets the platform keep its objects there, and where they are then; without a folder, where it keeps them by itself. */
export async function startStore(store: Store) {
  if (store === 'a folder') return { folder: null, environment: {} }
  const folder = await emptyFolder()
  const { settings, stop } = await startMinio(folder, await freePort())
  onTestFinished(stop)
  return { folder, environment: { OBJECTS: 's3:', ...settings } }
}
