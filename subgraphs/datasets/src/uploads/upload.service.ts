import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { newId } from '@weft/kit/ids'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type {
  CompleteUploadInput,
  CreateUploadInput,
  UploadFileInput,
} from '../generated/graphql.ts'
import { getWritableRepository } from '../repositories/repository.service.ts'
import { pathProblem } from '../versions/path.rules.ts'
import { findBlobs } from './blob.service.ts'
import { Upload, partSizeFor } from './upload.entity.ts'
import { settle } from './upload.settling.ts'

const mostFiles = 100
const largestBytes = 5 * 1024 ** 4

type Content = { sha256: string; sizeBytes: number }
/** `upload` is null when the repository has the content already. */
export type Target = { upload: Upload | null; parts: UploadPart[] }
type UploadPart = { number: number; sizeBytes: number; url: string }

export async function createUpload(ctx: Context, { datasetId, files }: CreateUploadInput) {
  const repository = await getWritableRepository(ctx, datasetId)
  checkFiles(files)
  const targets = await createTargets(ctx, repository.id, files)
  return {
    targets: files.map(({ path }, index) => {
      const { upload, parts } = targets[index]!
      return { path, uploadId: upload?.id ?? null, parts }
    }),
  }
}

function checkFiles(files: UploadFileInput[]) {
  const problems = files.flatMap((file, index) => {
    const where = `input.files.${index}`
    const message = pathProblem(file.path)
    return [
      ...(message ? [{ path: `${where}.path`, message }] : []),
      ...contentProblems(file, where),
    ]
  })
  if (!files.length || files.length > mostFiles)
    problems.push({
      path: 'input.files',
      message: `There are ${files.length}; upload 1 to ${mostFiles} at a time.`,
    })
  if (problems.length) throw new ValidationError(problems)
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** What is wrong with an announced content. */
export function contentProblems({ sha256, sizeBytes }: Content, where: string) {
  return [
    ...(isSha256(sha256)
      ? []
      : [
          {
            path: `${where}.sha256`,
            message: `\`${sha256.slice(0, 80)}\` is not 64 lower-case hex digits.`,
          },
        ]),
    ...(sizeBytes >= 0 && sizeBytes <= largestBytes
      ? []
      : [{ path: `${where}.sizeBytes`, message: `${sizeBytes} is not between 0 and 5 TiB.` }]),
  ]
}

/** Where to put each of the contents, in their order. */
export async function createTargets(
  ctx: Context,
  repositoryId: string,
  contents: Content[],
): Promise<Target[]> {
  const known = await findBlobs(
    ctx,
    repositoryId,
    contents.map(({ sha256 }) => sha256),
  )
  const uploads = await Promise.all(
    contents.map(async ({ sha256, sizeBytes }) =>
      known.get(sha256)?.sizeBytes === sizeBytes
        ? null
        : startUpload(ctx, { repositoryId, sha256, sizeBytes }),
    ),
  )
  await ctx.em.flush()
  return Promise.all(
    uploads.map(async (upload) => ({ upload, parts: upload ? await presign(ctx, upload) : [] })),
  )
}

async function startUpload(
  { em, objects }: Context,
  content: Content & { repositoryId: string },
): Promise<Upload> {
  const partSizeBytes = partSizeFor(content.sizeBytes)
  const upload = em.create(Upload, { id: newId('upload'), ...content, partSizeBytes })
  if (content.sizeBytes > partSizeBytes)
    upload.multipartId = await objects.createMultipart(upload.key())
  return upload
}

const presign = ({ objects }: Context, upload: Upload): Promise<UploadPart[]> =>
  Promise.all(
    upload.parts().map(async ({ number, sizeBytes }) => ({
      number,
      sizeBytes,
      url: upload.multipartId
        ? await objects.presignPart(upload.key(), {
            multipartId: upload.multipartId,
            number,
            sizeBytes,
          })
        : await objects.presignPut(upload.key(), sizeBytes),
    })),
  )

export async function completeUpload(ctx: Context, { uploadId, parts }: CompleteUploadInput) {
  const upload = await ctx.em.findOne(Upload, uploadId)
  if (!upload || !(await ctx.loaders.repositories.load(upload.repositoryId)))
    throw new NotFoundError(`No upload ${uploadId}.`)
  await getWritableRepository(ctx, upload.repositoryId)
  try {
    await settle(ctx, upload, parts)
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    throw new ValidationError([{ path: 'input.parts', message: error.message }])
  }
  return upload
}
