import { requireAccess } from '@weft/kit/access'
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import { visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type {
  CreateNamespaceInput,
  QuotaInput,
  UpdateNamespaceInput,
} from '../generated/graphql.ts'
import { ClientRequestId, Description, checkInput } from '../input-rules.ts'
import { Namespace } from './namespace.entity.ts'

export type NamespacePage = Connection<Namespace>

export function findNamespaces({ em, viewer }: Context, page: PageArgs): Promise<NamespacePage> {
  const names = visibleNamespaces(viewer)
  return findPage(em, Namespace, names === '*' ? {} : { name: { $in: names } }, page)
}

const Said = z.object({ description: Description, clientRequestId: ClientRequestId })

/** Only who is ADMIN of the whole platform makes namespaces. The same `clientRequestId` gives the same namespace. */
export async function createNamespace(
  { em, viewer }: Context,
  input: CreateNamespaceInput,
): Promise<Namespace> {
  requireAccess(viewer, 'createNamespace', input.name)
  const earlier = await findByRequest(em, input)
  if (earlier) return earlier
  checkName(input.name, 'input.name')
  checkQuota(input.quota)
  const said = checkInput(Said, input)
  const attempt = em.fork()
  const namespace = attempt.create(Namespace, {
    ...said,
    name: input.name,
    ...toQuota(input.quota),
  })
  try {
    await attempt.flush()
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const other = await findByRequest(em, input) // the same request was faster by another way
    if (other) return other
    throw new ConflictError(`There is a namespace \`${input.name}\` already.`)
  }
  return namespace
}

async function findByRequest(
  em: EntityManager,
  { clientRequestId }: CreateNamespaceInput,
): Promise<Namespace | null> {
  return clientRequestId ? em.fork().findOne(Namespace, { clientRequestId }) : null
}

export const findNamespace = (em: EntityManager, name: string): Promise<Namespace | null> =>
  em.findOne(Namespace, { name })

/** Keeps a namespace from being taken away until the transaction ends; `*` never is. */
export async function holdNamespace(em: EntityManager, name: string): Promise<void> {
  if (name === '*') return
  if (await em.findOne(Namespace, { name }, { lockMode: LockMode.PESSIMISTIC_READ })) return
  throw new NotFoundError(`No namespace \`${name}\`.`)
}

/** Its ADMIN describes it; who is ADMIN of the whole platform sets what it may spend. */
export async function updateNamespace(
  { em, viewer, loaders }: Context,
  { id, description, quota }: UpdateNamespaceInput,
): Promise<Namespace> {
  const namespace = await loaders.namespaces.load(id)
  if (!namespace) throw new NotFoundError(`No namespace ${id}.`)
  requireAccess(viewer, 'updateNamespace', namespace.name)
  if (quota) requireAccess(viewer, 'UpdateNamespaceInput.quota', namespace.name)
  checkQuota(quota)
  checkInput(z.object({ description: Description }), { description })
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
