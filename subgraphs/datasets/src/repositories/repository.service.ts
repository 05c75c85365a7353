import { requireAccess } from '@weft/kit/access'
import type { RoleRule } from '@weft/kit/access'
import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError } from '@weft/kit/errors'
import { checkName } from '@weft/kit/names'
import type { Context } from '../context.ts'
import type { CreateDatasetInput, DatasetBy } from '../generated/graphql.ts'
import { Repository } from './repository.entity.ts'
import { checkProject, checkSaid } from './repository.rules.ts'

/** The same `clientRequestId` gives the same repository. */
export async function createRepository(ctx: Context, input: CreateDatasetInput) {
  const { em, viewer, loaders } = ctx
  requireAccess(viewer, 'createDataset', input.namespace)
  const earlier = await findByRequest(ctx, input)
  if (earlier) return earlier
  checkName(input.name, 'input.name')
  const { kind = 'DATASET' } = input
  const { tags, ...said } = checkSaid(input)
  if (!(await loaders.namespaces.load(input.namespace)))
    throw new NotFoundError(`No namespace \`${input.namespace}\`.`)
  if (said.projectId) await checkProject(ctx, said.projectId, input.namespace)
  try {
    return await em.transactional(async (em) =>
      em.create(Repository, {
        namespace: input.namespace,
        name: input.name,
        kind,
        ...said,
        tags: tags ?? [],
        clientRequestId: input.clientRequestId ?? null,
        createdBy: viewer.subject,
      }),
    )
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const other = await findByRequest(ctx, input) // the same request was faster by another way
    if (other) return other
    throw new ConflictError(`There is a repository ${input.namespace}/${input.name} already.`)
  }
}

async function findByRequest(
  { em }: Context,
  { namespace, clientRequestId }: CreateDatasetInput,
): Promise<Repository | null> {
  if (!clientRequestId) return null
  return em.fork().findOne(Repository, { namespace, clientRequestId })
}

export async function findRepository(
  { loaders }: Context,
  { id, ref }: DatasetBy,
): Promise<Repository | null> {
  if (id) return loaders.repositories.load(id)
  return (await loaders.repositoriesByRef.load(ref ?? ''))?.repository ?? null
}

export async function getRepository(ctx: Context, id: string): Promise<Repository> {
  const repository = await ctx.loaders.repositories.load(id)
  if (!repository) throw new NotFoundError(`No dataset ${id}.`)
  return repository
}

/** The repository, if the viewer may change it in the way of `rule`. */
export async function getWritableRepository(
  ctx: Context,
  rule: RoleRule,
  id: string,
): Promise<Repository> {
  const repository = await getRepository(ctx, id)
  requireAccess(ctx.viewer, rule, repository.namespace)
  return repository
}

/** Where Hugging Face clients find the repository. */
export const hubUrlOf = (publicUrl: string, repository: Repository): string =>
  `${publicUrl}/${repository.kind === 'DATASET' ? 'datasets/' : ''}${repository.ref()}`
