import type { EntityManager } from '@mikro-orm/postgresql'
import { batchLoader } from '@weft/kit/loader'
import { visibleNamespaces } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'

/** A name that the inference API answers to, and by what. */
export type Served = {
  /** `namespace/name@version` */
  name: string
  modelId: string
  modelNamespace: string
  /** The base model of an adapter; the model itself, if it is none. */
  baseModelId: string
  baseModelNamespace: string
  deploymentId: string
  /** Since 1970. */
  createdSeconds: number
  apiKey: string
}

type Filter = {
  /** A full reference, or one without a version. */
  name?: string
  modelIds?: readonly string[]
  namespace?: string | null
}

const everyModel = `
  from (
    select id as deployment_id, model_id, model_ref, model_namespace, status, status_reason from deployment
    union all
    select deployment_id, model_id, model_ref, model_namespace, status, status_reason from served_adapter
  ) served
  join deployment on deployment.id = served.deployment_id`
const isVisible = `
  and (? = '*' or deployment.namespace = any(string_to_array(?, ',')))
  and (? = '*' or served.model_namespace = any(string_to_array(?, ',')))`
const isNamed = "? in (served.model_ref, split_part(served.model_ref, '@', 1))"
const scopeOf = (viewer: Viewer) => {
  const names = [visibleNamespaces(viewer)].flat().join(',')
  return [names, names, names, names]
}

/**
 * What is served now of what the viewer may see (model and deployment both), each name once, by its newest deployment;
 * the newest version of a model first.
 */
export async function findServed(
  em: EntityManager,
  viewer: Viewer,
  { name, modelIds, namespace }: Filter = {},
): Promise<Served[]> {
  return em.execute<Served[]>(
    `select distinct on (served.model_id)
       served.model_ref as "name", served.model_id as "modelId", served.model_namespace as "modelNamespace",
       deployment.model_id as "baseModelId", deployment.model_namespace as "baseModelNamespace",
       deployment.id as "deploymentId", extract(epoch from deployment.created_at)::int as "createdSeconds", deployment.api_key as "apiKey"
     ${everyModel}
     where deployment.status = 'READY' and served.status = 'READY'
       ${isVisible}
       and (?::text is null or ${isNamed})
       and (?::text is null or served.model_id = any(string_to_array(?, ',')))
       and (?::text is null or served.model_namespace = ?)
     order by served.model_id desc, deployment.id desc`,
    [...scopeOf(viewer), ...twice(name), ...twice(modelIds?.join(',')), ...twice(namespace)],
  )
}

/** Why what is to be served by this name is not yet; null when nothing is to be. */
export async function findWhyNotYet(
  em: EntityManager,
  viewer: Viewer,
  name: string,
): Promise<string | null> {
  const [found] = await em.execute<{ reason: string }[]>(
    `select coalesce(
       case when deployment.status = 'READY' then served.status_reason else deployment.status_reason end,
       served.status
     ) as reason
     ${everyModel}
     where deployment.status not in ('FAILED', 'DELETING') and served.status not in ('READY', 'FAILED')
       ${isVisible} and ${isNamed}
     order by served.model_id desc, deployment.id desc limit 1`,
    [...scopeOf(viewer), name],
  )
  return found?.reason ?? null
}

const twice = (value: string | null | undefined) => [value ?? null, value ?? null]

/** By model, with one query for all models asked for in one tick. */
export const createServedLoader = (em: EntityManager, viewer: Viewer) =>
  batchLoader<Served>(
    (modelIds) => findServed(em, viewer, { modelIds }),
    ({ modelId }) => modelId,
  )
