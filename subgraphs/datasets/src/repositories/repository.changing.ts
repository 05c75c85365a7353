import { announce } from '@weft/kit/events'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import type { UpdateDatasetInput } from '../generated/graphql.ts'
import { repositoryTopic } from './repository.entity.ts'
import type { Repository } from './repository.entity.ts'
import { checkProject, checkSaid } from './repository.rules.ts'
import { lockRepository } from './repository.locking.ts'
import { getRepository, getWritableRepository } from './repository.service.ts'

/** Changes what is said about a repository. What the input leaves out stays; null takes it away. */
export async function updateRepository(
  ctx: Context,
  input: UpdateDatasetInput,
): Promise<Repository> {
  const { id, namespace } = await getWritableRepository(ctx, 'updateDataset', input.id)
  const { tags, ...said } = checkSaid(input)
  if (said.projectId) await checkProject(ctx, said.projectId, namespace)
  await ctx.em.transactional(async (em) => {
    const repository = await lockRepository(em, id)
    em.assign(repository, { ...said, ...(tags !== undefined && { tags: tags ?? [] }) })
    await announce(em, repositoryTopic, id)
  })
  forgetLoaded(ctx)
  return getRepository(ctx, id)
}

/** The repository as it is, then again after each change; ends when it is deleted. */
export async function* watchRepository(
  ctx: Context,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Repository> {
  for await (const _ of ctx.events.changes(repositoryTopic, id, signal)) {
    ctx.em.clear()
    forgetLoaded(ctx)
    const repository = await ctx.loaders.repositories.load(id)
    if (!repository) return
    yield repository
  }
}
