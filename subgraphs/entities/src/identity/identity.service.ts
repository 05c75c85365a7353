import type { EntityManager } from '@mikro-orm/postgresql'
import { prefixOf } from '@weft/kit/ids'
import type { Viewer } from '@weft/kit/identity'
import { AccessToken } from '../access-tokens/access-token.entity.ts'
import { Grant } from '../grants/grant.entity.ts'
import { grantsOf } from '../grants/grant.service.ts'

type Grants = Viewer['grants']
/** What an access token opens, and until when. */
type Held = { grants: Grants; expiresAt: Date | null }

/** Who an access token speaks for, by the hash of its secret; null when it is unknown, revoked or expired. */
export async function identifyToken(
  em: EntityManager,
  hash: string,
  now: Date,
): Promise<{ viewer: Viewer | null; expiresAt?: Date | null }> {
  const token = await em.findOne(AccessToken, { hash })
  const held = token && (await heldBy(em, token, now))
  if (!held) return { viewer: null }
  await markUsed(em, token, now)
  const { grants, expiresAt } = held
  return { viewer: { subject: token.createdBy, grants, token: token.id }, expiresAt }
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
  return (token && (await heldBy(em, token, new Date())))?.grants ?? []
}

/** What its maker may do now, narrowed; null when it, or the token that it was made with, has ended. */
async function heldBy(em: EntityManager, token: AccessToken, now: Date): Promise<Held | null> {
  if (token.isExpired(now)) return null
  const { expiresAt = null } = token
  if (prefixOf(token.owner) !== 'token') {
    const grants = await grantsOf(em, token.createdBy, token.groups)
    return { grants: token.narrow(grants), expiresAt }
  }
  const maker = await em.findOne(AccessToken, { id: token.owner })
  const held = maker && (await heldBy(em, maker, now))
  return (
    held && { grants: token.narrow(held.grants), expiresAt: earlier(expiresAt, held.expiresAt) }
  )
}

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one < other ? one : other) : (one ?? other)

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
