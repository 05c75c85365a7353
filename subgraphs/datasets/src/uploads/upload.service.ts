import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { newId } from '@weft/kit/ids'
import { ContentError } from '@weft/kit/objects'
import type { JoinedPart } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type {
  CompleteUploadInput,
  CreateUploadInput,
  UploadFileInput,
} from '../generated/graphql.ts'
import { getWritableRepository } from '../repositories/repository.service.ts'
import { pathProblem } from '../versions/path.rules.ts'
import { Blob, blobKey } from './blob.entity.ts'
import { Upload, partSizeFor } from './upload.entity.ts'

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

type Settling = Pick<Context, 'em' | 'objects'>

const settling = new Map<string, Promise<void>>()

/**
 * Joins the parts, reads the bytes, and makes them usable in the repository. Safe to call again, also while the first
 * call still reads: both wait for the same reading then.
 */
export function settle(ctx: Settling, upload: Upload, parts: JoinedPart[]): Promise<void> {
  const running = settling.get(upload.id)
  if (running) return running
  const begun = takeIn(ctx, upload, parts).finally(() => settling.delete(upload.id))
  settling.set(upload.id, begun)
  return begun
}

async function takeIn({ em, objects }: Settling, upload: Upload, parts: JoinedPart[]) {
  if (upload.completedAt) return
  const { repositoryId, sha256, sizeBytes, multipartId } = upload
  const key = blobKey(repositoryId, sha256)
  const isJoined = async () => (await objects.stat(upload.key())) ?? (await objects.stat(key))
  if (multipartId && !(await isJoined())) {
    checkParts(upload, parts)
    const inOrder = parts.toSorted((a, b) => a.number - b.number)
    await objects.join(upload.key(), multipartId, inOrder)
  }
  await objects.adopt(upload.key(), { key, sha256, sizeBytes })
  await em.upsert(
    Blob,
    { repositoryId, sha256, sizeBytes, isCommitted: false },
    { onConflictAction: 'ignore' },
  )
  upload.completedAt = new Date()
  await em.flush()
}

function checkParts(upload: Upload, parts: JoinedPart[]) {
  const wanted = upload.parts().length
  const given = new Set(parts.map(({ number }) => number))
  const isWhole = upload.parts().every(({ number }) => given.has(number))
  if (!isWhole || parts.length !== wanted)
    throw new ContentError(
      `There are ${wanted} parts, numbered from 1; name each once with the ETag of its answer.`,
    )
}

export async function findBlobs(
  { em }: Context,
  repositoryId: string,
  hashes: string[],
): Promise<Map<string, Blob>> {
  const blobs = await em.find(Blob, { repositoryId, sha256: { $in: [...new Set(hashes)] } })
  return new Map(blobs.map((blob) => [blob.sha256, blob]))
}
