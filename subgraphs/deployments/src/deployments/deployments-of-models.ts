import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { checkFirst, fromCursor, toConnection, toCursor } from '@weft/kit/connection'
import type { PageArgs } from '@weft/kit/connection'
import { visibleNamespaces } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { Deployment } from './deployment.entity.ts'
import type { DeploymentPage } from './deployment.service.ts'

/** Every model with the deployments that serve it, as base model or as adapter, that `?` namespaces may see. */
const serving = `
  with serving as (
    select deployment.id, served.model_id
    from (
      select id as deployment_id, model_id, model_namespace from deployment
      union all
      select deployment_id, model_id, model_namespace from served_adapter
    ) served
    join deployment on deployment.id = served.deployment_id
    where served.model_id = any(string_to_array(?, ','))
      and (? = '*' or deployment.namespace = any(string_to_array(?, ',')))
      and (? = '*' or served.model_namespace = any(string_to_array(?, ',')))
  )`

/** The pages of deployments of many models: however many are asked for in one tick, two queries. */
export function createDeploymentsOfModels(em: EntityManager, viewer: Viewer) {
  const names = [visibleNamespaces(viewer)].flat().join(',')
  const scope = (modelIds: readonly string[]) => [modelIds.join(','), names, names, names, names]

  const counts = new DataLoader<string, number>(async (modelIds) => {
    const rows = await em.execute<{ model_id: string; count: string }[]>(
      `${serving} select model_id, count(*) from serving group by model_id`,
      scope(modelIds),
    )
    const byModel = new Map(rows.map(({ model_id, count }) => [model_id, Number(count)]))
    return modelIds.map((id) => byModel.get(id) ?? 0)
  })

  const createPages = ({ first, after }: PageArgs) =>
    new DataLoader<string, Deployment[]>(async (modelIds) => {
      const places = await em.execute<{ id: string; model_id: string }[]>(
        `${serving}
         select id, model_id from (
           select *, row_number() over (partition by model_id order by id desc) as place
           from serving where id < coalesce(?, 'z')
         ) placed
         where place <= ? order by id desc`,
        [...scope(modelIds), after ? fromCursor(after) : null, first + 1],
      )
      const found = await em.find(Deployment, { id: { $in: places.map(({ id }) => id) } })
      const byId = new Map(found.map((deployment) => [deployment.id, deployment]))
      const byModel = Object.groupBy(places, ({ model_id }) => model_id)
      return modelIds.map((model) => (byModel[model] ?? []).flatMap(({ id }) => byId.get(id) ?? []))
    })
  const pages = new Map<string, ReturnType<typeof createPages>>()

  return async (modelId: string, page: PageArgs): Promise<DeploymentPage> => {
    const { first, after } = page
    checkFirst(first)
    const key = `${first} ${after ?? ''}`
    const loader = pages.get(key) ?? createPages(page)
    pages.set(key, loader)
    return toConnection(await loader.load(modelId), {
      first,
      after,
      cursorOf: ({ id }) => toCursor(id),
      count: () => counts.load(modelId),
    })
  }
}
