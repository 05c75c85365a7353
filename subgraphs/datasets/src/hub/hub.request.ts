import { requireAccess } from '@weft/kit/access'
import type { RoleRule } from '@weft/kit/access'
import { ValidationError } from '@weft/kit/errors'
import { idsHeader } from '@weft/kit/headers'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { findRepository } from '../repositories/repository.service.ts'
import { mainBranch } from '../refs/ref.rules.ts'
import { noCommit } from '../versions/version.entity.ts'
import type { Version } from '../versions/version.entity.ts'
import { findRevision } from '../versions/version.service.ts'
import { HubError, repositoryNotFound, revisionNotFound } from './hub.errors.ts'

export type Kind = Repository['kind']

/** The two kinds, as they stand in the paths of the Hub's API and of its files. */
export const kinds = [
  { kind: 'MODEL', api: '/api/models', web: '' },
  { kind: 'DATASET', api: '/api/datasets', web: '/datasets' },
] as const

/** One request of a Hub client. */
export type HubRequest = {
  ctx: Context
  request: FastifyRequest
  reply: FastifyReply
  kind: Kind
  params: Record<string, string>
}

/** The repository that the path names. */
export async function getRepository({ ctx, kind, params }: HubRequest): Promise<Repository> {
  const ref = `${params.namespace}/${params.name}`
  const repository = await findRepository(ctx, { ref })
  if (repository?.kind === kind) return repository
  throw repositoryNotFound(ref)
}

/** As `getRepository`, for who may change it; the gateway is told which it is. */
export async function getWritable(hub: HubRequest, rule: RoleRule): Promise<Repository> {
  const repository = await getRepository(hub)
  void hub.reply.header(idsHeader, repository.id)
  requireAccess(hub.ctx.viewer, rule, repository.namespace)
  if ((hub.request.query as { create_pr?: string }).create_pr)
    throw new HubError(400, 'Pull requests are not known here; commit to a branch.')
  return repository
}

/** The name of a branch or tag, or a commit; `HEAD` is the main branch. */
export const revisionOf = ({ params }: HubRequest): string => toRevision(params.revision ?? 'main')

export const toRevision = (given: string): string => {
  const revision = given.replace(/^refs\/(heads|tags)\//, '')
  return revision === 'HEAD' ? 'main' : revision
}

/** What stands at the path's revision; null before the first commit. */
export async function findVersion(
  hub: HubRequest,
  repository: Repository,
): Promise<Version | null> {
  const revision = revisionOf(hub)
  const version = await findRevision(hub.ctx, repository.id, revision)
  if (!version && ![mainBranch, noCommit].includes(revision)) throw revisionNotFound(revision)
  return version
}

/** Where the client reached us, so that links lead back the same way. */
export function originOf({ headers, protocol }: FastifyRequest): string {
  const proto = first(headers['x-forwarded-proto']) ?? protocol
  return `${proto}://${first(headers['x-forwarded-host']) ?? headers.host ?? 'localhost'}`
}

const first = (header: string | string[] | undefined) =>
  (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim()

/** Says where the next page of a list is: here, with other parameters. */
export function linkToNext({ request, reply }: HubRequest, params: Record<string, string>): void {
  const next = new URL(request.raw.url ?? '', originOf(request))
  for (const [name, value] of Object.entries(params)) next.searchParams.set(name, value)
  void reply.header('link', `<${next.href}>; rel="next"`)
}

/** Clients of different ages write `true` or `True`, in a URL, a form or JSON. */
export const flag = z
  .union([z.string(), z.boolean()])
  .default(false)
  .transform((given) => String(given).toLowerCase() === 'true')

/** The body, if it has the shape that Hub clients send. */
export const parseBody = <S extends z.ZodType>(
  schema: S,
  { body }: Pick<FastifyRequest, 'body'>,
): z.infer<S> => parse(schema, body, 'body')

export const parseQuery = <S extends z.ZodType>(schema: S, { query }: FastifyRequest): z.infer<S> =>
  parse(schema, query, 'query')

function parse<S extends z.ZodType>(schema: S, given: unknown, root: string): z.infer<S> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw ValidationError.from(parsed.error, root)
}
