import { ConflictError } from '@weft/kit/errors'
import { namespacesHeader } from '@weft/kit/headers'
import { z } from 'zod'
import type { DatasetOrder } from '../generated/graphql.ts'
import { deleteRepository } from '../repositories/repository.deletion.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { moveRepository } from '../repositories/repository.moving.ts'
import { findRepositories } from '../repositories/repository.pages.ts'
import { createRepository, findRepository } from '../repositories/repository.service.ts'
import { HubError } from './hub.errors.ts'
import { infoOf } from './hub.info.ts'
import { flag, getRepository, getWritable, originOf, parseBody, parseQuery } from './hub.request.ts'
import type { HubRequest, Kind } from './hub.request.ts'

const Type = z
  .enum(['model', 'dataset'], { error: 'There are models and datasets here, nothing else.' })
  .default('model')
  .transform((type): Kind => (type === 'model' ? 'MODEL' : 'DATASET'))

const Visible = z.object({
  private: z.boolean().nullish(),
  visibility: z.string().nullish(),
  gated: z.union([z.boolean(), z.string()]).nullish(),
})

const Named = z.object({
  name: z.string(),
  organization: z.string().nullish(),
  type: Type,
})

/** Makes an empty repository; of one that is there, 409 says where, so that clients may take it for theirs. */
export async function createFromHub(hub: HubRequest) {
  const body = parseBody(Named.extend(Visible.shape), hub.request)
  const { namespace, name } = placeOf(body)
  void hub.reply.header(namespacesHeader, encodeURIComponent(namespace))
  const kind = body.type
  const url = `${originOf(hub.request)}/${kind === 'DATASET' ? 'datasets/' : ''}${namespace}/${name}`
  try {
    const repository = await createRepository(hub.ctx, { namespace, name, kind, tags: [] })
    return { url, name: repository.ref(), id: repository.id }
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    const other = await findRepository(hub.ctx, { ref: `${namespace}/${name}` })
    if (other?.kind !== kind) throw new HubError(400, `${error.message} It is of another kind.`)
    const message = `You already created this ${kind.toLowerCase()} repo`
    return hub.reply.code(409).send({ error: message, url })
  }
}

/** Some clients put the namespace into the name. */
function placeOf({ name, organization }: z.infer<typeof Named>) {
  const steps = organization ? [organization, ...name.split('/')] : name.split('/')
  const [namespace, last] = steps
  if (steps.length === 2 && namespace?.isWellFormed() && last) return { namespace, name: last }
  throw new HubError(400, `Give the repository as namespace/name, not \`${name.slice(0, 200)}\`.`)
}

export async function deleteFromHub(hub: HubRequest) {
  const body = parseBody(Named, hub.request)
  await deleteRepository(hub.ctx, await getNamed(hub, body.type, placeOf(body), 'hub.delete'))
  return {}
}

const Move = z.object({ fromRepo: z.string(), toRepo: z.string(), type: Type })

export async function moveFromHub(hub: HubRequest) {
  const { fromRepo, toRepo, type } = parseBody(Move, hub.request)
  const from = placeOf({ name: fromRepo, type })
  const repository = await getNamed(hub, type, from, 'hub.move')
  await moveRepository(hub.ctx, repository, placeOf({ name: toRepo, type }))
  return {}
}

/** The repository that the body names, if the caller may change it; the gateway is told where that is. */
function getNamed(
  hub: HubRequest,
  kind: Kind,
  place: { namespace: string; name: string },
  rule: 'hub.delete' | 'hub.move',
): Promise<Repository> {
  void hub.reply.header(namespacesHeader, encodeURIComponent(place.namespace))
  return getWritable({ ...hub, kind, params: place }, rule)
}

/** Who has a role in the namespace sees its repositories, and nobody else does: that cannot be set otherwise. */
export async function changeSettings(hub: HubRequest) {
  const { private: isPrivate, visibility, gated } = parseBody(Visible, hub.request)
  await getWritable(hub, 'hub.settings')
  if (isPrivate === false || (visibility && visibility !== 'private') || gated)
    throw new HubError(
      400,
      'Repositories are seen by those who have a role in the namespace; give roles instead.',
    )
  return { private: true, gated: false }
}

/** Tells whether the caller may read the repository, or write to it. */
export async function checkReading(hub: HubRequest) {
  await getRepository(hub)
  return {}
}

export async function checkWriting(hub: HubRequest) {
  await getWritable(hub, 'hub.commit')
  return {}
}

const several = z.preprocess(
  (given) => (given === undefined ? [] : [given].flat()),
  z.array(z.string()).max(100),
)
const ListQuery = z.object({
  author: z.string().optional(),
  /** Some clients send it twice: all has to be found. */
  search: several,
  filter: several,
  pipeline_tag: several,
  gated: flag,
  sort: z.string().optional(),
  limit: z.coerce.number().int().min(1).optional(),
  cursor: z.string().optional(),
  ...Object.fromEntries(
    ['apps', 'inference', 'inference_provider', 'num_parameters'].map((name) => [
      name,
      z.never({ error: 'Nothing is known of this here.' }).optional(),
    ]),
  ),
})

const mostListed = 100

const orders: Record<string, DatasetOrder> = {
  lastModified: 'UPDATED_AT_DESC',
  createdAt: 'CREATED_AT_DESC',
}

/** The repositories of one kind that the caller may see, newest first unless asked otherwise. */
export async function listRepositories(hub: HubRequest) {
  const { author, search, filter, pipeline_tag, gated, sort, limit, cursor } = parseQuery(
    ListQuery,
    hub.request,
  )
  if (gated) return []
  const first = Math.min(limit ?? mostListed, mostListed)
  const { nodes, pageInfo } = await findRepositories(hub.ctx, {
    first,
    ...(cursor && { after: cursor }),
    orderBy: orders[sort ?? ''] ?? 'CREATED_AT_DESC',
    filter: {
      kind: hub.kind,
      namespace: author ?? null,
      search,
      tags: [...filter, ...pipeline_tag],
    },
  })
  if (pageInfo.hasNextPage) {
    const next = new URL(hub.request.raw.url ?? '', originOf(hub.request))
    next.searchParams.set('cursor', pageInfo.endCursor!)
    void hub.reply.header('link', `<${next.href}>; rel="next"`)
  }
  return Promise.all(nodes.map((repository) => infoOf(hub.ctx, repository)))
}
