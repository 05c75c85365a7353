import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import type { DeleteRefInput, Resolvers } from '../generated/graphql.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { getRepository, getWritableRepository } from '../repositories/repository.service.ts'
import { createBranch, deleteBranch } from './branch.service.ts'
import { mainBranch } from './ref.rules.ts'
import { createTag, deleteTag } from './tag.service.ts'

export const resolvers = {
  Mutation: {
    createBranch: (_, { input: { datasetId, name, revision } }, ctx) =>
      orRefused(async () => {
        const repository = await getWritableRepository(ctx, 'createBranch', datasetId)
        const from = revision ?? mainBranch
        const { repositoryId, versionId } = await createBranch(ctx, repository, { name, from })
        return { repositoryId, name, versionId, message: null }
      }),
    createTag: (_, { input: { datasetId, revision = mainBranch, ...tag } }, ctx) =>
      orRefused(async () => {
        const repository = await getWritableRepository(ctx, 'createTag', datasetId)
        const { message = null, ...made } = await createTag(ctx, repository, { revision, ...tag })
        return { ...made, message }
      }),
    deleteRef: (_, { input }, ctx) =>
      orError(() => deleteRef(ctx, input), NotFoundError, ValidationError),
  },

  CreateRefResult: resultOf('Ref'),
  DeleteRefResult: resultOf('Dataset'),

  Ref: {
    annotation: ({ message }) => message,
    version: async ({ versionId }, _, { loaders }) => (await loaders.versions.load(versionId))!,
  },
} satisfies Resolvers

const orRefused = <T extends object>(work: () => Promise<T>) =>
  orError(work, NotFoundError, ConflictError, ValidationError)

async function deleteRef(
  ctx: Context,
  { datasetId, kind, name }: DeleteRefInput,
): Promise<Repository> {
  const repository = await getWritableRepository(ctx, 'deleteRef', datasetId)
  await (kind === 'TAG' ? deleteTag : deleteBranch)(ctx, repository, name)
  return getRepository(ctx, datasetId)
}
