import { LockMode } from '@mikro-orm/postgresql'
import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type {
  CompleteUploadInput,
  CreateUploadInput,
  UploadFileInput,
} from '../generated/graphql.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { getWritableRepository } from '../repositories/repository.service.ts'
import { inSightOf } from '../repositories/repository.sight.ts'
import { announceUploads } from '../storage/storage.service.ts'
import type { Content } from '../storage/storage.service.ts'
import { pathProblem } from '../versions/path.rules.ts'
import { holdOrLink } from './blob.service.ts'
import { Upload, mostPartsOf } from './upload.entity.ts'
import { settle } from './upload.settling.ts'

const mostFiles = 100
const mostPartsAtOnce = 20_000
export const largestBytes = 5 * 1024 ** 4

/** `upload` is null when the content need not come. */
export type Target = { upload: Upload | null; parts: UploadPart[] }
type UploadPart = { number: number; sizeBytes: number; url: string }

export async function createUpload(ctx: Context, { datasetId, files }: CreateUploadInput) {
  const repository = await getWritableRepository(ctx, 'createUpload', datasetId)
  checkFiles(files)
  const targets = await createTargets(
    ctx,
    repository,
    files.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })),
  )
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

/** Each part is a URL of the answer. */
function checkPartCount(contents: Content[]) {
  const count = contents.reduce((sum, { sizeBytes }) => sum + mostPartsOf(sizeBytes), 0)
  if (count > mostPartsAtOnce)
    throw new ValidationError([
      {
        path: 'input.files',
        message: `These contents come in ${count} parts, and at most ${mostPartsAtOnce} are told of at once; ask for fewer of them.`,
      },
    ])
}

/** Where to put each of the contents, in their order. */
export async function createTargets(
  ctx: Context,
  repository: Repository,
  contents: Content[],
): Promise<Target[]> {
  const hashes = contents.map(({ sha256 }) => sha256)
  const sizes = new Map(contents.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]))
  const known = await holdOrLink(ctx, repository, { hashes, sizes })
  const isKnown = ({ sha256, sizeBytes }: Content) => known.get(sha256)?.sizeBytes === sizeBytes
  const missing = contents.filter((content) => !isKnown(content))
  checkPartCount(missing)
  const uploads = await announceUploads(ctx, repository, missing)
  for (const upload of uploads)
    if (upload.isInParts() && !upload.multipartId) await beginParts(ctx, upload)
  const inOrder = uploads.values()
  return Promise.all(
    contents.map(async (content) => {
      const upload = isKnown(content) ? null : inOrder.next().value!
      return { upload, parts: upload ? await presign(ctx, upload) : [] }
    }),
  )
}

/** One at a time, so that all who bring the same content bring parts of the same. */
const beginParts = ({ em, objects }: Context, { id }: Upload) =>
  em.transactional(async (em) => {
    const lockMode = LockMode.PESSIMISTIC_WRITE
    const upload = await em.findOne(Upload, id, { lockMode, refresh: true })
    if (!upload) throw new NotFoundError(`Upload ${id} was given up meanwhile. Ask for a new one.`)
    upload.multipartId ??= await objects.createMultipart(upload.key())
  })

const presign = ({ objects }: Context, upload: Upload): Promise<UploadPart[]> =>
  Promise.all(
    upload.parts().map(async ({ number, offsetBytes, sizeBytes }) => ({
      number,
      sizeBytes,
      url: upload.multipartId
        ? await objects.presignPart(upload.key(), {
            multipartId: upload.multipartId,
            number,
            offsetBytes,
            sizeBytes,
            ...(upload.isHashNamed() && { sha256: upload.sha256 }),
          })
        : await objects.presignPut(upload.key(), sizeBytes),
    })),
  )

export async function completeUpload(ctx: Context, { uploadId, parts }: CompleteUploadInput) {
  const upload = await ctx.em.findOne(Upload, { id: uploadId, ...inSightOf(ctx.viewer) })
  if (!upload) throw new NotFoundError(`No upload ${uploadId}.`)
  await getWritableRepository(ctx, 'completeUpload', upload.repositoryId)
  try {
    await settle(ctx, upload, parts)
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    throw new ValidationError([{ path: 'input.parts', message: error.message }])
  }
  return upload
}
