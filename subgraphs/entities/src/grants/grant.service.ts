import { mayAccess, requireAccess } from '@weft/kit/access'
import type { EntityManager } from '@mikro-orm/postgresql'
import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { newId } from '@weft/kit/ids'
import type { Viewer } from '@weft/kit/identity'
import type { Context } from '../context.ts'
import type { GrantRoleInput, RevokeRoleInput } from '../generated/graphql.ts'
import { announceIdentity } from '../identity/identity.changes.ts'
import { holdNamespace } from '../namespaces/namespace.service.ts'
import { Grant } from './grant.entity.ts'

/** Who the configured admin token speaks for: ADMIN of everything, without a row. */
const administrator = 'admin'

/** What somebody may do now: by themselves, and as one of their groups. */
export async function grantsOf(
  em: EntityManager,
  subject: string,
  groups: readonly string[],
): Promise<Viewer['grants']> {
  if (subject === administrator) return [{ namespace: '*', role: 'ADMIN' }]
  const rows = await em.find(
    Grant,
    { subject: { $in: [subject, ...groups] } },
    { orderBy: { id: 'asc' } },
  )
  return rows.map(({ namespace, role }) => ({ namespace, role }))
}

export type NamespaceGrants = { namespace: string; grants: Grant[] }

/** Who may do what in each namespace of which `viewer` is ADMIN. */
export async function findGrantsOf(
  em: EntityManager,
  viewer: Viewer,
  names: readonly string[],
): Promise<NamespaceGrants[]> {
  const administered = names.filter((name) => mayAccess(viewer, 'Namespace.grants', name))
  const everywhere = mayAccess(viewer, 'Namespace.grants', '*') ? ['*'] : []
  const rows = await em.find(
    Grant,
    { namespace: { $in: [...administered, ...everywhere] } },
    { orderBy: { id: 'asc' } },
  )
  return administered.map((namespace) => ({
    namespace,
    grants: rows.filter((row) => row.namespace === namespace || row.namespace === '*'),
  }))
}

export async function grantRole(
  { em, viewer }: Context,
  { subject, namespace, role }: GrantRoleInput,
): Promise<Grant> {
  requireAccess(viewer, 'grantRole', namespace)
  checkSubject(subject)
  return em.transactional(async (em) => {
    await holdNamespace(em, namespace)
    await announceIdentity(em, subject)
    return em.upsert(
      Grant,
      {
        id: newId('grant'),
        subject,
        namespace,
        role,
        createdBy: viewer.subject,
        createdAt: new Date(),
      },
      { onConflictFields: ['subject', 'namespace'], onConflictMergeFields: ['role', 'createdBy'] },
    )
  })
}

export async function revokeRole(
  { em, viewer }: Context,
  { subject, namespace }: RevokeRoleInput,
): Promise<Grant> {
  requireAccess(viewer, 'revokeRole', namespace)
  const grant = await em.findOne(Grant, { subject, namespace })
  if (!grant) throw new NotFoundError(`\`${subject}\` has no role in \`${namespace}\`.`)
  await em.transactional(async (em) => {
    await em.nativeDelete(Grant, { id: grant.id })
    await announceIdentity(em, subject)
  })
  return grant
}

function checkSubject(subject: string) {
  if (/^(oidc|group):\S.{0,254}$/.test(subject)) return
  const message = 'Write `oidc:<sub>` for a person, or `group:<name>`.'
  throw new ValidationError([{ path: 'input.subject', message }])
}
