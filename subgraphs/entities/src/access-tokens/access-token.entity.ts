import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import { isAtLeast, roleIn, roles } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'

const schema = defineEntity({
  name: 'AccessToken',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('token')),
    /** SHA-256 of the secret, in hex. */
    hash: p.text().unique(),
    name: p.text(),
    /** What made it: a subject, or the id of the access token that the subject came with. */
    owner: p.text().index(),
    createdBy: p.text(),
    /** The groups that its maker was in when making it. */
    groups: p.array<string>(),
    namespace: p.text().nullable(),
    role: p.enum(roles),
    expiresAt: p.datetime().nullable(),
    lastUsedAt: p.datetime().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
})

/** A secret that opens doors, of which only the hash is known. */
export class AccessToken extends schema.class {
  isSeenBy(viewer: Viewer): boolean {
    return this.owner === ownerOf(viewer) || roleIn(viewer, '*') === 'ADMIN'
  }

  isExpired(now: Date): boolean {
    return Boolean(this.expiresAt && this.expiresAt <= now)
  }

  /** What is left of its maker's grants: only its namespace, and at most its role. */
  narrow(grants: Viewer['grants']): Viewer['grants'] {
    const { namespace, role: most } = this
    const narrowed = grants.map((grant) => ({
      ...grant,
      role: isAtLeast(grant.role, most) ? most : grant.role,
    }))
    if (namespace === null || namespace === undefined) return narrowed
    const role = roleIn({ grants: narrowed }, namespace)
    return role ? [{ namespace, role }] : []
  }
}

schema.setClass(AccessToken)

/** Whose the access tokens are that `viewer` makes: with an access token one reaches only those made with it. */
export const ownerOf = ({ subject, token }: Viewer): string => token ?? subject
