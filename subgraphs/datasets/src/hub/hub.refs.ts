import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { z } from 'zod'
import { createBranch, deleteBranch, findBranches, squashBranch } from '../refs/branch.service.ts'
import { createTag, deleteTag, findTags } from '../refs/tag.service.ts'
import type { Version } from '../versions/version.entity.ts'
import { findHistory } from '../versions/version.service.ts'
import { HubError } from './hub.errors.ts'
import {
  findVersion,
  getRepository,
  getWritable,
  linkToNext,
  parseBody,
  parseQuery,
  toRevision,
} from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

/** The branches and tags of a repository, and the commits that they stand at. */
export async function listRefs(hub: HubRequest) {
  const { ctx } = hub
  const { id } = await getRepository(hub)
  const [branches, tags] = [await findBranches(ctx, id), await findTags(ctx, id)]
  const toRef = (folder: string) => async (ref: { name: string; versionId: string }) => ({
    name: ref.name,
    ref: `refs/${folder}/${ref.name}`,
    targetCommit: (await ctx.loaders.versions.load(ref.versionId))?.commit,
  })
  return {
    branches: await Promise.all(branches.map(toRef('heads'))),
    converts: [],
    tags: await Promise.all(tags.map(toRef('tags'))),
    pullRequests: [],
  }
}

const NewBranch = z.object({
  startingPoint: z.string().nullish(),
  emptyBranch: z.boolean().default(false),
  overwrite: z.boolean().default(false),
})

export async function addBranch(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.refs')
  const { startingPoint, emptyBranch, overwrite } = parseBody(NewBranch, bodyOr(hub, {}))
  await aboutRefs(
    createBranch(hub.ctx, repository, {
      name: hub.params.branch!,
      ...(startingPoint && { from: toRevision(startingPoint) }),
      isEmpty: emptyBranch,
      isMoved: overwrite,
    }),
  )
  return {}
}

export async function dropBranch(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.refs')
  await aboutRefs(deleteBranch(hub.ctx, repository, hub.params.branch!))
  return {}
}

const NewTag = z.object({ tag: z.string(), message: z.string().nullish() })

export async function addTag(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.refs')
  const { tag: name, message } = parseBody(NewTag, hub.request)
  await aboutRefs(
    createTag(hub.ctx, repository, {
      name,
      revision: toRevision(hub.params.revision!),
      message: message ?? null,
    }),
  )
  return {}
}

export async function dropTag(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.refs')
  await aboutRefs(deleteTag(hub.ctx, repository, hub.params.revision!))
  return {}
}

const Squash = z.object({ message: z.string().nullish() })

export async function squash(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.refs')
  const { message } = parseBody(Squash, bodyOr(hub, {}))
  const name = hub.params.branch!
  await aboutRefs(
    squashBranch(hub.ctx, repository, { name, message: message?.trim() || `Squash ${name}` }),
  )
  return {}
}

/**
 * The repository is there: what is not found is a revision, not it. A name that is taken is 409 here; 412 is for a
 * branch that has moved on.
 */
async function aboutRefs(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (error instanceof NotFoundError) throw new HubError(404, error.message, 'RevisionNotFound')
    throw error instanceof ConflictError ? new HubError(409, error.message) : error
  }
}

const bodyOr = ({ request }: HubRequest, otherwise: object) =>
  ({ body: request.body ?? otherwise }) as HubRequest['request']

const CommitsQuery = z.object({
  p: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
})

/** The history of a revision, newest first. */
export async function listCommits(hub: HubRequest) {
  const version = await findVersion(hub, await getRepository(hub))
  const { p: page, limit } = parseQuery(CommitsQuery, hub.request)
  const count = version ? version.depth + 1 : 0
  const skip = page * limit
  const versions =
    version && skip < count ? await findHistory(hub.ctx, version, { first: limit, skip }) : []
  void hub.reply.header('x-total-count', count)
  if (count > skip + limit) linkToNext(hub, { p: String(page + 1) })
  return versions.map(toCommit)
}

function toCommit({ commit: id, message: whole, author: user, committedAt: date }: Version) {
  const [title = '', ...rest] = whole.split('\n')
  return { id, title, message: rest.join('\n').trim(), authors: [{ user, avatar: '' }], date }
}
