import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, NotFoundError, ValidationError, forbidden } from '@weft/kit/errors'
import { requireRole, roleIn, visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import type { Context } from '../context.ts'
import type {
  CreateNamespaceInput,
  QuotaInput,
  UpdateNamespaceInput,
} from '../generated/graphql.ts'
import { Namespace } from './namespace.entity.ts'

export type NamespacePage = Connection<Namespace>

export function findNamespaces({ em, viewer }: Context, page: PageArgs): Promise<NamespacePage> {
  const names = visibleNamespaces(viewer)
  return findPage(em, Namespace, names === '*' ? {} : { name: { $in: names } }, page)
}

/** Only who is ADMIN of the whole platform makes namespaces. */
export async function createNamespace(
  { em, viewer }: Context,
  input: CreateNamespaceInput,
): Promise<Namespace> {
  if (roleIn(viewer, '*') !== 'ADMIN')
    throw forbidden('Making a namespace needs the role ADMIN on `*`.')
  checkName(input.name, 'input.name')
  checkQuota(input.quota)
  const namespace = em.create(Namespace, {
    name: input.name,
    description: input.description ?? null,
    ...toQuota(input.quota),
  })
  try {
    await em.flush()
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new ConflictError(`There is a namespace \`${input.name}\` already.`)
  }
  return namespace
}

/** Its ADMIN describes it; who is ADMIN of the whole platform sets what it may spend. */
export async function updateNamespace(
  { em, viewer, loaders }: Context,
  { id, description, quota }: UpdateNamespaceInput,
): Promise<Namespace> {
  const namespace = await loaders.namespaces.load(id)
  if (!namespace) throw new NotFoundError(`No namespace ${id}.`)
  requireRole(viewer, namespace.name, 'ADMIN')
  if (quota && roleIn(viewer, '*') !== 'ADMIN')
    throw forbidden('Setting a quota needs the role ADMIN on `*`.')
  checkQuota(quota)
  if (typeof description === 'string') namespace.description = description
  if (quota) Object.assign(namespace, toQuota(quota))
  await em.flush()
  return namespace
}

const toQuota = (quota: QuotaInput | null | undefined) => ({
  storageBytes: quota?.storageBytes ?? null,
  runningJobs: quota?.runningJobs ?? null,
})

function checkQuota(quota: QuotaInput | null | undefined) {
  const problems = Object.entries(toQuota(quota))
    .filter(([, allowed]) => allowed !== null && allowed < 0)
    .map(([limit, allowed]) => ({
      path: `input.quota.${limit}`,
      message: `${allowed} is less than nothing.`,
    }))
  if (problems.length) throw new ValidationError(problems)
}
