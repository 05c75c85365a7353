import type { FilterQuery } from '@mikro-orm/postgresql'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { visibleNamespaces } from '@weft/kit/identity'
import { findOrderedPage } from '@weft/kit/ordered-page'
import type { Context } from '../context.ts'
import type { DatasetFilter, DatasetOrder } from '../generated/graphql.ts'
import { Repository } from './repository.entity.ts'

export type RepositoryPage = Connection<Repository>

/** All of the texts are looked for. */
type Filter = Omit<DatasetFilter, 'search'> & { search?: string | string[] | null }
type Wanted = PageArgs & { filter?: Filter | null; orderBy?: DatasetOrder }

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

function conditionsOf(filter: Filter): FilterQuery<Repository>[] {
  const { tags, search } = filter
  const texts = [search ?? []].flat().filter(Boolean)
  return [
    ...equalities.flatMap((field) => (filter[field] ? [{ [field]: filter[field] }] : [])),
    ...(tags?.length ? [{ tags: { $contains: [...tags] } }] : []),
    ...texts.map(found),
  ]
}

/** By its name, its description, or `namespace/name` where a text has the slash. */
function found(text: string): FilterQuery<Repository> {
  const pattern = text.replace(/[\\%_]/g, '\\$&')
  const [namespace, name, ...rest] = pattern.split('/')
  const isRef = name !== undefined && !rest.length
  const $ilike = `%${pattern}%`
  return {
    $or: [
      { name: { $ilike } },
      { description: { $ilike } },
      ...(isRef ? [{ namespace: { $ilike: `%${namespace}` }, name: { $ilike: `${name}%` } }] : []),
    ],
  }
}
