import type { EntityManager } from '@mikro-orm/postgresql'
import { Blob } from './blob.entity.ts'

/** Where the bytes of a repository's content are. */
export async function keyOfBlob(
  em: EntityManager,
  { repositoryId, sha256 }: Pick<Blob, 'repositoryId' | 'sha256'>,
): Promise<string> {
  const blob = await em.findOneOrFail(Blob, { repositoryId, sha256 })
  return blob.key
}
