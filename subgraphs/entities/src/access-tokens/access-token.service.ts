import { createHash, randomBytes } from 'node:crypto'
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { isAtLeast, noteNamespace, roleIn } from '@weft/kit/identity'
import type { Role, Viewer } from '@weft/kit/identity'
import type { Context } from '../context.ts'
import type { CreateAccessTokenInput } from '../generated/graphql.ts'
import { announceIdentity } from '../identity/identity.changes.ts'
import { lastingGrants } from '../identity/identity.service.ts'
import { holdNamespace } from '../namespaces/namespace.service.ts'
import { AccessToken, ownerOf } from './access-token.entity.ts'

export type AccessTokenPage = Connection<AccessToken>
export type NewAccessToken = { token: AccessToken; secret: string }

export const findAccessTokens = (
  { em, viewer }: Context,
  page: PageArgs,
): Promise<AccessTokenPage> =>
  findPage(em, AccessToken, roleIn(viewer, '*') === 'ADMIN' ? {} : { owner: ownerOf(viewer) }, page)

/** With no more rights than the caller has now, and has by more than a token for one task. */
export async function createAccessToken(
  { em, viewer }: Context,
  input: CreateAccessTokenInput,
): Promise<NewAccessToken> {
  if (input.namespace) noteNamespace(viewer, input.namespace)
  checkInput(input)
  await checkRole(em, viewer, input)
  const secret = `hf_${randomBytes(32).toString('base64url')}`
  const token = await em.transactional(async (em) => {
    if (input.namespace) await holdNamespace(em, input.namespace)
    return em.create(AccessToken, {
      hash: createHash('sha256').update(secret).digest('hex'),
      name: input.name.trim(),
      owner: ownerOf(viewer),
      createdBy: viewer.subject,
      groups: viewer.groups ?? [],
      namespace: input.namespace ?? null,
      role: input.role,
      expiresAt: input.expiresAt ?? null,
      lastUsedAt: null,
    })
  })
  return { token, secret }
}

export async function revokeAccessToken(
  { em, viewer, loaders }: Context,
  id: string,
): Promise<{ id: string }> {
  const token = await loaders.accessTokens.load(id)
  if (!token) throw new NotFoundError(`No access token ${id}.`)
  if (token.namespace) noteNamespace(viewer, token.namespace)
  await em.transactional((em) => endAccessTokens(em, { id }))
  return { id }
}

/** Takes access tokens away, and all that were made with them. */
export async function endAccessTokens(
  em: EntityManager,
  where: FilterQuery<AccessToken>,
): Promise<void> {
  const ids = (await em.find(AccessToken, where)).map(({ id }) => id)
  if (!ids.length) return
  await em.nativeDelete(AccessToken, { id: { $in: ids } })
  for (const id of ids) await announceIdentity(em, id)
  await endAccessTokens(em, { owner: { $in: ids } })
}

function checkInput({ name, expiresAt }: CreateAccessTokenInput) {
  const { length } = name.trim()
  if (!length || length > 96) throw problem('name', 'Take 1 to 96 characters.')
  if (expiresAt && expiresAt <= new Date()) throw problem('expiresAt', 'This has passed already.')
}

async function checkRole(
  em: EntityManager,
  viewer: Viewer,
  { namespace, role }: CreateAccessTokenInput,
) {
  const lasting = { grants: await lastingGrants(em, viewer) }
  if ([viewer, lasting].every((held) => hasRole(held, namespace ?? null, role))) return
  throw problem('role', `You do not have the role ${role} ${namespace ? 'there' : 'anywhere'}.`)
}

function hasRole({ grants }: Pick<Viewer, 'grants'>, namespace: string | null, role: Role) {
  const held =
    namespace === null ? grants.map((grant) => grant.role) : [roleIn({ grants }, namespace)]
  return held.some((found) => found && isAtLeast(found, role))
}

const problem = (field: string, message: string) =>
  new ValidationError([{ path: `input.${field}`, message }])
