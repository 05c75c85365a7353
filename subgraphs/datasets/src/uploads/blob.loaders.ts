import type { EntityManager } from '@mikro-orm/postgresql'
import { batchLoader } from '@weft/kit/loader'
import { Blob } from './blob.entity.ts'

export const blobKey = (repositoryId: string, sha256: string): string => `${repositoryId} ${sha256}`

export const createBlobLoaders = (em: EntityManager) => ({
  /** The contents of repositories: the keys are made by `blobKey`. */
  blobs: batchLoader(
    async (keys) => {
      const wanted = keys.map((key) => key.split(' '))
      const blobs = await em.find(Blob, {
        repositoryId: { $in: [...new Set(wanted.map(([repositoryId = '']) => repositoryId))] },
        sha256: { $in: [...new Set(wanted.map(([, sha256 = '']) => sha256))] },
      })
      return blobs.map((blob) => ({ key: blobKey(blob.repositoryId, blob.sha256), blob }))
    },
    ({ key }) => key,
  ),
})
