import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import type { Version } from '../versions/version.entity.ts'
import { noCommit } from '../versions/version.entity.ts'
import { findRevision } from '../versions/version.service.ts'

/** What a Hub client learns of a repository, without its files. */
export async function infoOf(ctx: Context, repository: Repository, at?: Version | null) {
  const version = at === undefined ? await findRevision(ctx, repository.id, 'main') : at
  const id = repository.ref()
  return {
    _id: repository.id,
    id,
    ...(repository.kind === 'MODEL' && { modelId: id }),
    author: repository.namespace,
    sha: version?.commit ?? noCommit,
    lastModified: version?.committedAt ?? repository.createdAt,
    createdAt: repository.createdAt,
    private: true,
    gated: false,
    disabled: false,
    downloads: 0,
    likes: 0,
    tags: repository.tags,
    ...(repository.description && { description: repository.description }),
  }
}
