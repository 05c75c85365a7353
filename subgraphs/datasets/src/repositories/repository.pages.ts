import type { FilterQuery } from '@mikro-orm/postgresql'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { visibleNamespaces } from '@weft/kit/identity'
import { findOrderedPage } from '@weft/kit/ordered-page'
import type { Context } from '../context.ts'
import type { DatasetFilter, DatasetOrder } from '../generated/graphql.ts'
import { Repository } from './repository.entity.ts'

export type RepositoryPage = Connection<Repository>

type Wanted = PageArgs & { filter?: DatasetFilter | null; orderBy?: DatasetOrder }

/** The repositories that the caller may see and that fit the filter, a page at a time. */
export function findRepositories(
  { em, viewer }: Context,
  { filter, orderBy = 'CREATED_AT_DESC', ...page }: Wanted,
): Promise<RepositoryPage> {
  const visible = visibleNamespaces(viewer)
  const where = [
    ...(visible === '*' ? [] : [{ namespace: { $in: visible } }]),
    ...conditionsOf(filter ?? {}),
  ]
  return findOrderedPage(em, Repository, where, { ...page, orderBy })
}

const equalities = ['namespace', 'projectId', 'kind'] as const

function conditionsOf(filter: DatasetFilter): FilterQuery<Repository>[] {
  const { tags, search } = filter
  const pattern = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return [
    ...equalities.flatMap((field) => (filter[field] ? [{ [field]: filter[field] }] : [])),
    ...(tags?.length ? [{ tags: { $contains: [...tags] } }] : []),
    ...(pattern
      ? [{ $or: [{ name: { $ilike: pattern } }, { description: { $ilike: pattern } }] }]
      : []),
  ]
}
