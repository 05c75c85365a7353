import type { EntityManager } from '@mikro-orm/postgresql'
import { prefixOf } from '@weft/kit/ids'
import type { Viewer } from '@weft/kit/identity'
import { AccessToken } from '../access-tokens/access-token.entity.ts'
import { Grant } from '../grants/grant.entity.ts'
import { grantsOf } from '../grants/grant.service.ts'

type Grants = Viewer['grants']

/** Who an access token speaks for, by the hash of its secret; null when it is unknown, revoked or expired. */
export async function identifyToken(
  em: EntityManager,
  hash: string,
  now: Date,
): Promise<Viewer | null> {
  const token = await em.findOne(AccessToken, { hash })
  const grants = token && (await grantsOfToken(em, token, now))
  if (!grants) return null
  await markUsed(em, token, now)
  return { subject: token.createdBy, grants, token: token.id }
}

/** Who an identity provider's token speaks for, with the groups that have a role somewhere. */
export async function identifySubject(
  em: EntityManager,
  subject: string,
  groups: string[],
): Promise<Viewer> {
  const rows = await em.find(Grant, { subject: { $in: groups } }, { fields: ['subject'] })
  const counting = groups.filter((group) => rows.some((row) => row.subject === group))
  return { subject, grants: await grantsOf(em, subject, counting), groups: counting }
}

/** What the viewer may do beyond this request; a signed identity for one task has nothing of its own. */
export async function lastingGrants(em: EntityManager, viewer: Viewer): Promise<Grants> {
  if (!viewer.token) return grantsOf(em, viewer.subject, viewer.groups ?? [])
  const token = await em.findOne(AccessToken, { id: viewer.token })
  return (token && (await grantsOfToken(em, token, new Date()))) ?? []
}

/** What its maker may do now, narrowed; null when it, or the token that it was made with, has ended. */
async function grantsOfToken(
  em: EntityManager,
  token: AccessToken,
  now: Date,
): Promise<Grants | null> {
  if (token.isExpired(now)) return null
  if (prefixOf(token.owner) !== 'token')
    return token.narrow(await grantsOf(em, token.createdBy, token.groups))
  const maker = await em.findOne(AccessToken, { id: token.owner })
  const grants = maker && (await grantsOfToken(em, maker, now))
  return grants && token.narrow(grants)
}

const usedWithinMs = 60_000

/** At most one write a minute, however often it is used. */
async function markUsed(em: EntityManager, { id }: AccessToken, now: Date) {
  const before = new Date(now.getTime() - usedWithinMs)
  await em.nativeUpdate(
    AccessToken,
    { id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lt: before } }] },
    { lastUsedAt: now },
  )
}
