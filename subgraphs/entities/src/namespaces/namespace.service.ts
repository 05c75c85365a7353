import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, forbidden } from '@weft/kit/errors'
import { roleIn, visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import type { Context } from '../context.ts'
import { Namespace } from './namespace.entity.ts'

export type NamespacePage = Connection<Namespace>

export function findNamespaces({ em, viewer }: Context, page: PageArgs): Promise<NamespacePage> {
  const names = visibleNamespaces(viewer)
  return findPage(em, Namespace, names === '*' ? {} : { name: { $in: names } }, page)
}

/** Only who is ADMIN of the whole platform makes namespaces. */
export async function createNamespace(
  { em, viewer }: Context,
  input: { name: string; description?: string | null },
): Promise<Namespace> {
  if (roleIn(viewer, '*') !== 'ADMIN')
    throw forbidden('Making a namespace needs the role ADMIN on `*`.')
  checkName(input.name, 'input.name')
  const namespace = em.create(Namespace, {
    name: input.name,
    description: input.description ?? null,
  })
  try {
    await em.flush()
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new ConflictError(`There is a namespace \`${input.name}\` already.`)
  }
  return namespace
}
