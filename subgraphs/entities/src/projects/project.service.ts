import { requireAccess } from '@weft/kit/access'
import type { RoleRule } from '@weft/kit/access'
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import { canSee, visibleNamespaces } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import { z } from 'zod'
import type { Snapshot } from '../changes/change.entity.ts'
import { record } from '../changes/change.service.ts'
import type { Context } from '../context.ts'
import { ProjectContentsDocument } from '../generated/documents.ts'
import type { CreateProjectInput, ProjectFilter, UpdateProjectInput } from '../generated/graphql.ts'
import { ClientRequestId, Description, checkInput } from '../input-rules.ts'
import { Model } from '../models/model.entity.ts'
import { holdNamespace } from '../namespaces/namespace.service.ts'
import { refuseWhileOwning } from '../refuse-while-owning.ts'
import { textMatches } from '../search.ts'
import { Project } from './project.entity.ts'

export type ProjectPage = Connection<Project>

const Said = z.object({ description: Description, clientRequestId: ClientRequestId })

/** Newest first. */
export function findProjects(
  { em, viewer }: Context,
  { filter, ...page }: PageArgs & { filter?: ProjectFilter | null },
): Promise<ProjectPage> {
  const names = visibleNamespaces(viewer)
  const { namespace, search } = filter ?? {}
  const where: FilterQuery<Project>[] = [
    ...(names === '*' ? [] : [{ namespace: { $in: names } }]),
    ...(namespace ? [{ namespace }] : []),
    ...(search ? [textMatches(search)] : []),
  ]
  return findPage(em, Project, { $and: where }, page)
}

/** The same `clientRequestId` gives the same project. */
export async function createProject(context: Context, input: CreateProjectInput): Promise<Project> {
  requireAccess(context.viewer, 'createProject', input.namespace)
  const earlier = await findByRequest(context, input)
  if (earlier) return earlier
  checkName(input.name, 'input.name')
  const said = checkInput(Said, input)
  try {
    return await context.em.fork().transactional(async (em) => {
      await holdNamespace(em, input.namespace)
      const { namespace, name } = input
      const project = em.create(Project, { ...said, namespace, name })
      await em.flush()
      const by = context.viewer.subject
      await record(em, { type: 'PROJECT', by, before: null, after: snapshotOf(project) })
      return project
    })
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const other = await findByRequest(context, input) // the same request was faster by another way
    if (other) return other
    throw new ConflictError(`There is a project \`${input.name}\` in the namespace already.`)
  }
}

async function findByRequest(
  { em }: Context,
  { namespace, clientRequestId }: CreateProjectInput,
): Promise<Project | null> {
  if (!clientRequestId) return null
  return em.fork().findOne(Project, { namespace, clientRequestId })
}

/** What the input leaves out stays; null takes it away. */
export async function updateProject(context: Context, input: UpdateProjectInput): Promise<Project> {
  await requireAccessTo(context, 'updateProject', input.id)
  const changes = checkInput(z.object({ description: Description }), input)
  const updated = await context.em.fork().transactional(async (em) => {
    const project = await lockProject(em, input.id)
    const before = snapshotOf(project)
    em.assign(project, changes)
    await em.flush()
    const by = context.viewer.subject
    await record(em, { type: 'PROJECT', by, before, after: snapshotOf(project) })
    return project
  })
  context.loaders.projects.clear(input.id).prime(input.id, updated)
  return updated
}

/** Takes a project away that no model and no dataset belongs to. */
export async function deleteProject(context: Context, id: string): Promise<{ id: string }> {
  await requireAccessTo(context, 'deleteProject', id)
  const { datasets } = await context.graph(context.viewer, ProjectContentsDocument, { id })
  await context.em.fork().transactional(async (em) => {
    const project = await lockProject(em, id)
    const models = await em.count(Model, { projectId: id })
    refuseWhileOwning(`Project \`${project.name}\``, { models, datasets: datasets.totalCount })
    const before = snapshotOf(project)
    await em.remove(project).flush()
    await record(em, { type: 'PROJECT', by: context.viewer.subject, before, after: null })
  })
  context.loaders.projects.clear(id)
  return { id }
}

/** Sees that a project is one of the namespace, and keeps it from being taken away until the transaction ends. */
export async function holdProject(
  em: EntityManager,
  { viewer }: { viewer: Viewer },
  id: string,
  namespace: string,
): Promise<void> {
  const project = await em.findOne(Project, { id }, { lockMode: LockMode.PESSIMISTIC_READ })
  if (!project || !canSee(viewer, project.namespace)) throw noProject(id)
  if (project.namespace === namespace) return
  throw new ValidationError([
    { path: 'input.projectId', message: 'The project belongs to another namespace.' },
  ])
}

async function requireAccessTo({ loaders, viewer }: Context, rule: RoleRule, id: string) {
  const project = await loaders.projects.load(id)
  if (!project) throw noProject(id)
  requireAccess(viewer, rule, project.namespace)
}

async function lockProject(em: EntityManager, id: string): Promise<Project> {
  const project = await em.findOne(Project, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!project) throw noProject(id)
  return project
}

/** What the history keeps of a project. */
function snapshotOf(project: Project): Snapshot {
  const { id, namespace, name, description = null, createdAt, updatedAt } = project
  const kept = { id, namespace, name, description, createdAt, updatedAt }
  return JSON.parse(JSON.stringify(kept)) as Snapshot
}

const noProject = (id: string) => new NotFoundError(`No project \`${id}\`.`)
