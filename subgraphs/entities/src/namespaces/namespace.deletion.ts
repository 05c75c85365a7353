import { LockMode } from '@mikro-orm/postgresql'
import { requireAccess } from '@weft/kit/access'
import { NotFoundError } from '@weft/kit/errors'
import { endAccessTokens } from '../access-tokens/access-token.service.ts'
import type { Context } from '../context.ts'
import { NamespaceContentsDocument } from '../generated/documents.ts'
import { Grant } from '../grants/grant.entity.ts'
import { announceIdentity, everybody } from '../identity/identity.changes.ts'
import { Model } from '../models/model.entity.ts'
import { Project } from '../projects/project.entity.ts'
import { refuseWhileOwning } from '../refuse-while-owning.ts'
import { Namespace } from './namespace.entity.ts'

type Owned = Record<string, number>

/** Takes a namespace away that owns nothing, here or in another subgraph; with it, the roles and access tokens for it. */
export async function deleteNamespace(context: Context, id: string): Promise<{ id: string }> {
  const { em, viewer, loaders } = context
  const found = await loaders.namespaces.load(id)
  requireAccess(viewer, 'deleteNamespace', found?.name ?? '*')
  if (!found) throw noNamespace(id)
  const elsewhere = await countElsewhere(context, found.name)
  await em.fork().transactional(async (em) => {
    const namespace = await em.findOne(Namespace, id, { lockMode: LockMode.PESSIMISTIC_WRITE })
    if (!namespace) throw noNamespace(id)
    const where = { namespace: namespace.name }
    const models = await em.count(Model, where)
    const projects = await em.count(Project, where)
    refuseWhileOwning(`Namespace \`${namespace.name}\``, { models, projects, ...elsewhere })
    await em.nativeDelete(Grant, where)
    await announceIdentity(em, everybody)
    await endAccessTokens(em, where)
    em.remove(namespace)
  })
  loaders.namespaces.clear(id)
  loaders.namespacesByName.clear(found.name)
  return { id }
}

async function countElsewhere({ graph, viewer }: Context, namespace: string): Promise<Owned> {
  const answer = await graph(viewer, NamespaceContentsDocument, { namespace })
  return {
    datasets: answer.datasets.totalCount,
    jobs: answer.jobs.totalCount,
    deployments: answer.deployments.totalCount,
    'guardrail configs': answer.guardrailConfigs.totalCount,
  }
}

const noNamespace = (id: string) => new NotFoundError(`No namespace ${id}.`)
