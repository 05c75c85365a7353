import {
  ConflictError,
  NotFoundError,
  QuotaError,
  ValidationError,
  orError,
  resultOf,
} from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { commitOperations } from './commit.operations.ts'
import { findChangedFiles, findDiff } from './version.diff.ts'
import { findRows, findSplits, findValidation } from './version.rows.ts'
import { downloadUrl, findFile, findFiles } from './version.service.ts'

export const resolvers: Resolvers = {
  Query: {
    datasetVersion: (_, { id }, { loaders }) => loaders.versions.load(id),
  },

  Mutation: {
    commit: (_, { input }, ctx) =>
      orError(
        () => commitOperations(ctx, input),
        ConflictError,
        NotFoundError,
        QuotaError,
        ValidationError,
      ),
  },

  CommitResult: resultOf('DatasetVersion'),

  DatasetVersion: {
    __resolveReference: ({ id }, { loaders }) => loaders.versions.load(id),
    dataset: async ({ repositoryId }, _, { loaders }) =>
      (await loaders.repositories.load(repositoryId))!,
    parent: ({ parentId }, _, { loaders }) => (parentId ? loaders.versions.load(parentId) : null),
    files: ({ id }, args, ctx) => findFiles(ctx, id, args),
    file: ({ id }, { path }, ctx) => findFile(ctx, id, path),
    splits: ({ id }, _, ctx) => findSplits(ctx, id),
    rows: ({ id }, args, ctx) => findRows(ctx, id, args),
    diff: (version, { against }, ctx) => findDiff(ctx, version, against),
    validation: ({ id }, _, ctx) => findValidation(ctx, id),
    sizeBytes: async ({ id }, _, { loaders }) =>
      Number((await loaders.versionSizes.load(id))?.size ?? 0),
  },

  DatasetDiff: {
    added: (diff, page, ctx) => findChangedFiles(ctx, diff, { ...page, change: 'added' }),
    removed: (diff, page, ctx) => findChangedFiles(ctx, diff, { ...page, change: 'removed' }),
    changed: (diff, page, ctx) => findChangedFiles(ctx, diff, { ...page, change: 'changed' }),
    rowsAdded: async ({ rows }) => (await rows()).added,
    rowsRemoved: async ({ rows }) => (await rows()).removed,
  },

  DatasetFile: {
    downloadUrl: (file, _, ctx) => downloadUrl(ctx, file),
  },
}
