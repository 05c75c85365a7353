import {
  ConflictError,
  NotFoundError,
  QuotaError,
  ValidationError,
  orError,
  resultOf,
} from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { completeUpload, createUpload } from './upload.service.ts'

export const resolvers: Resolvers = {
  Mutation: {
    createUpload: (_, { input }, ctx) =>
      orError(
        () => createUpload(ctx, input),
        NotFoundError,
        ConflictError,
        QuotaError,
        ValidationError,
      ),
    completeUpload: (_, { input }, ctx) =>
      orError(() => completeUpload(ctx, input), NotFoundError, ValidationError),
  },

  CreateUploadResult: resultOf('UploadTargets'),
  CompleteUploadResult: resultOf('UploadedFile'),
}
