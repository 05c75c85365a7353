import { needs } from '../../schema/access.ts'
import type { RoleRule } from '../../schema/access.ts'
import { NotFoundError, forbidden } from './errors.ts'
import { isAtLeast, noteNamespace, roleIn } from './identity.ts'
import type { Role, Viewer } from './identity.ts'

export type { RoleRule }

/** What one would have to be, and where. */
const roleFor = (rule: RoleRule, namespace: string): { role: Role; namespace: string } => {
  const need = needs[rule]
  return need === 'PLATFORM' ? { role: 'ADMIN', namespace: '*' } : { role: need, namespace }
}

export function mayAccess(viewer: Viewer, rule: RoleRule, namespace: string): boolean {
  const needed = roleFor(rule, namespace)
  const held = roleIn(viewer, needed.namespace)
  return held !== null && isAtLeast(held, needed.role)
}

/** The namespaces where `viewer` may do it: a list of names, or `*` for every one. */
export function namespacesFor(viewer: Viewer, rule: RoleRule): string[] | '*' {
  const names = viewer.grants
    .map(({ namespace }) => namespace)
    .filter((namespace) => mayAccess(viewer, rule, namespace))
  return names.includes('*') ? '*' : [...new Set(names)]
}

/**
 * Lets pass who may do it in `namespace`. What one may not see does not exist (NotFoundError); what one sees but
 * may not do, and what is for the whole platform, is FORBIDDEN.
 */
export function requireAccess(viewer: Viewer, rule: RoleRule, namespace: string): void {
  noteNamespace(viewer, namespace)
  if (mayAccess(viewer, rule, namespace)) return
  const needed = roleFor(rule, namespace)
  const held = roleIn(viewer, needed.namespace)
  if (!held && needs[rule] !== 'PLATFORM') throw new NotFoundError(`No namespace \`${namespace}\`.`)
  throw forbidden(
    `\`${rule}\` needs the role ${needed.role} in namespace \`${needed.namespace}\`; ${viewer.subject} has ${held ?? 'none'} there.`,
  )
}
