import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import type { FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import { canSee, requireRole, visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import type { Context } from '../context.ts'
import type { CreateDatasetInput, DatasetBy, DatasetFilter } from '../generated/graphql.ts'
import { Repository } from './repository.entity.ts'

export type RepositoryPage = Connection<Repository>

const longestDescription = 10_000

export async function createRepository(
  { em, viewer, loaders }: Context,
  input: CreateDatasetInput,
) {
  requireRole(viewer, input.namespace, 'EDITOR')
  checkName(input.name, 'input.name')
  const { kind = 'DATASET', tags = [] } = input
  checkText(input.description ?? '', tags)
  if (!(await loaders.namespaces.load(input.namespace)))
    throw new NotFoundError(`No namespace \`${input.namespace}\`.`)
  try {
    return await em.transactional(async (em) =>
      em.create(Repository, { ...input, kind, tags, createdBy: viewer.subject }),
    )
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new ConflictError(`There is a repository ${input.namespace}/${input.name} already.`)
  }
}

function checkText(description: string, tags: string[]) {
  const problems = [
    ...(description.length > longestDescription
      ? [{ path: 'input.description', message: 'is longer than 10,000 characters.' }]
      : []),
    ...(tags.length > 100 || tags.some((tag) => !tag.trim() || tag.length > 100)
      ? [{ path: 'input.tags', message: 'are at most 100, of 1 to 100 characters each.' }]
      : []),
  ]
  if (problems.length) throw new ValidationError(problems)
}

export async function findRepository(ctx: Context, { id, ref }: DatasetBy) {
  if (id) return ctx.loaders.repositories.load(id)
  const [namespace = '', name = '', ...rest] = ref?.split('/') ?? []
  if (rest.length || !canSee(ctx.viewer, namespace)) return null
  return ctx.em.findOne(Repository, { namespace, name })
}

export async function getRepository(ctx: Context, id: string): Promise<Repository> {
  const repository = await ctx.loaders.repositories.load(id)
  if (!repository) throw new NotFoundError(`No dataset ${id}.`)
  return repository
}

/** The repository, if the viewer may change it. */
export async function getWritableRepository(ctx: Context, id: string): Promise<Repository> {
  const repository = await getRepository(ctx, id)
  requireRole(ctx.viewer, repository.namespace, 'EDITOR')
  return repository
}

export function findRepositories(
  { em, viewer }: Context,
  page: PageArgs,
  filter: DatasetFilter | null | undefined,
): Promise<RepositoryPage> {
  const visible = visibleNamespaces(viewer)
  const pattern = filter?.search && `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
  const conditions: FilterQuery<Repository>[] = [
    ...(visible === '*' ? [] : [{ namespace: { $in: visible } }]),
    ...(filter?.namespace ? [{ namespace: filter.namespace }] : []),
    ...(filter?.kind ? [{ kind: filter.kind }] : []),
    ...(pattern
      ? [{ $or: [{ name: { $ilike: pattern } }, { description: { $ilike: pattern } }] }]
      : []),
  ]
  return findPage(em, Repository, { $and: conditions }, page)
}
