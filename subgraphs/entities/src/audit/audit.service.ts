import { namespacesFor } from '@weft/kit/access'
import type { FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { forbidden } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import type { AuditFilter } from '../generated/graphql.ts'
import { AuditEntry } from './audit-entry.entity.ts'

export type AuditPage = Connection<AuditEntry>

/** What happened in the namespaces that the caller administers; everything for who is ADMIN of `*`. */
export async function findAuditEntries(
  { em, viewer }: Context,
  { filter, ...page }: PageArgs & { filter?: AuditFilter | null },
): Promise<AuditPage> {
  const administered = namespacesFor(viewer, 'auditLog')
  if (!administered.length) throw forbidden('The audit log is for who is ADMIN of a namespace.')
  const conditions: FilterQuery<AuditEntry>[] = []
  if (administered !== '*') conditions.push({ namespaces: { $overlap: administered } })
  if (filter?.namespace) conditions.push({ namespaces: { $contains: [filter.namespace] } })
  if (filter?.subject) conditions.push({ subject: filter.subject })
  if (filter?.operation) conditions.push({ operation: filter.operation })
  return findPage(em, AuditEntry, conditions.length ? { $and: conditions } : {}, page)
}
