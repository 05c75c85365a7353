import type { FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { visibleNamespaces } from '@weft/kit/identity'
import { findOrderedPage } from '@weft/kit/ordered-page'
import type { Context } from '../context.ts'
import type { ModelFilter, ModelOrder } from '../generated/graphql.ts'
import { textMatches } from '../search.ts'
import { Model } from './model.entity.ts'

export type ModelPage = Connection<Model>
type Condition = FilterQuery<Model>

type Wanted = PageArgs & { filter?: ModelFilter | null; orderBy?: ModelOrder }

/** The models that the caller may see and that fit the filter, a page at a time. */
export function findModels(
  { em, viewer }: Context,
  { filter, orderBy = 'CREATED_AT_DESC', ...page }: Wanted,
): Promise<ModelPage> {
  const names = visibleNamespaces(viewer)
  const where: Condition[] = [
    ...(names === '*' ? [] : [{ namespace: { $in: names } }]),
    ...conditionsOf(filter ?? {}),
  ]
  return findOrderedPage(em, Model, where, { ...page, orderBy })
}

export const findVersions = (
  { em }: Context,
  { namespace, name }: Model,
  page: PageArgs,
): Promise<ModelPage> => findPage(em, Model, { namespace, name }, page)

const equalities = ['namespace', 'projectId', 'repositoryId', 'kind', 'baseModelId'] as const

function conditionsOf(filter: ModelFilter): Condition[] {
  const { tags, search, createdAt } = filter
  return [
    ...equalities.flatMap((field) => (filter[field] ? [{ [field]: filter[field] }] : [])),
    ...(tags?.length ? [{ tags: { $contains: [...tags] } }] : []),
    ...(search ? [textMatches(search)] : []),
    ...(createdAt?.from ? [{ createdAt: { $gte: createdAt.from } }] : []),
    ...(createdAt?.to ? [{ createdAt: { $lt: createdAt.to } }] : []),
  ]
}
